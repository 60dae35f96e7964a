import { checkOf, PERFORMANCE_METRICS_TOPIC, PerformanceMetricsEvent } from '#contracts';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { ask, toSend } from '../main-job/requests';
import { json, type Json } from '../main-job/tap';
import { BridgeRig, TOKENS } from './bridge-rig';

describe('how the bridge does', () => {
  let database: RandomDatabase;
  let rig: BridgeRig;
  beforeAll(async () => {
    database = await createRandomDatabase();
    rig = await BridgeRig.open(database.url, [PERFORMANCE_METRICS_TOPIC], { PERFORMANCE_METRICS_SECONDS: '1' });
  });
  afterAll(async () => {
    await rig.close();
    await database.drop();
  });

  it('is published at regular intervals: each operation once, whichever way it was asked for, and without gaps', async () => {
    const stamps = ['a', 'bb', 'ccc'].map((content) => ask('stamp', { content, namespace: 'a.b' }));
    const refused = ask('stamp', { content: 'x', namespace: 'No Namespace' });
    await rig.tap.send(...stamps.map(toSend), toSend(refused), toSend(ask('batch_stamp', { contents: ['é', 'f'] })));
    await fetch(`${rig.url}/api/v1/verify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKENS.otto}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'gggg', namespace: 'a.b' }),
    });
    const reports = await eventually('all of it is told', () => {
      const told = rig.tap.on(PERFORMANCE_METRICS_TOPIC).map((seen) => json(seen)['payload'] as Json);
      return total(told, 'count') === 6 && told;
    });
    expect(total(reports, 'errors')).toBe(1);
    // Of the batch three bytes, of what was refused none.
    expect(reports.reduce((sum, { bytes }) => sum + Number(bytes), 0)).toBe(1 + 2 + 3 + 3 + 4);
    for (const [index, report] of reports.entries()) {
      expect(checkOf(PerformanceMetricsEvent)(report)).toEqual([]);
      if (index > 0) expect(report['window_start']).toBe(reports[index - 1]?.['window_end']);
      for (const { count, p50_ms, p95_ms, p99_ms } of Object.values(report['operations'] as Record<string, Json>)) {
        const times = [0, p50_ms, p95_ms, p99_ms].map(Number);
        expect([times, Number(count) > 0]).toEqual([times.toSorted((a, b) => a - b), true]);
        expect(times[1]).toBeGreaterThan(0);
      }
    }
  });
});

function total(reports: readonly Json[], name: 'count' | 'errors'): number {
  const operations = reports.flatMap((report) => Object.values(report['operations'] as Record<string, Json>));
  return operations.reduce((sum, operation) => sum + Number(operation[name]), 0);
}
