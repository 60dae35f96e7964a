import { onEveryBroker } from '../../support/brokers';
import { MONITOR_ENV } from './dead-letters';
import { TestSystem } from './test-system';

/**
 * Runs a suite on every broker with bridge, intelligence and dlq-monitor ready. The system has a block of its own, so
 * that it closes before the broker does: Jest runs tear-downs of one block in the order they were written.
 */
export function describeSystem(name: string, suite: (system: () => TestSystem) => void): void {
  onEveryBroker(({ bootstrap }) => {
    describe(name, () => {
      let system: TestSystem;
      beforeAll(async () => {
        system = await TestSystem.open(bootstrap());
        const apps = [system.start('bridge'), system.start('intelligence'), system.start('dlq-monitor', MONITOR_ENV)];
        await Promise.all(apps.map((app) => app.ready()));
      });
      afterAll(() => system.close());
      suite(() => system);
    });
  });
}
