import { onEveryBroker } from '../../support/brokers';
import { Stage } from './stage';

/**
 * Runs a suite on every broker with bridge, intelligence and dlq-monitor ready. The stage has a block of its own, so
 * that it closes before the broker does: Jest runs tear-downs of one block in the order they were written.
 */
export function onStage(name: string, suite: (stage: () => Stage) => void): void {
  onEveryBroker(({ bootstrap }) => {
    describe(name, () => {
      let stage: Stage;
      beforeAll(async () => {
        stage = await Stage.open(bootstrap());
        const apps = [
          stage.start('bridge'),
          stage.start('intelligence'),
          stage.start('dlq-monitor', { DLQ_ALERT_INTERVAL_SECONDS: '1' }),
        ];
        await Promise.all(apps.map((app) => app.ready()));
      }, 120_000);
      afterAll(() => stage.close(), 30_000);
      suite(() => stage);
    });
  });
}
