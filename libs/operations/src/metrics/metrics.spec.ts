import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as fc from 'fast-check';
import { eventually } from '../../../../test/support/eventually';
import { programVersion } from '../program-version';
import { createMetrics, type Metrics } from './metrics';

const SETS = {
  service: 'bridge',
  topics: ['stamp', 'verify'],
  operations: ['stamp', 'verify'],
  codes: ['INVALID_PAYLOAD'],
};

const OUTCOMES = 4;
const FAILURES = 4;

const text = (metrics: Metrics): Promise<string> => metrics.registry.metrics();
/** Lines of the exposition of our own instruments, one per series. */
const series = (exposition: string): string[] =>
  exposition.split('\n').filter((line) => /^(?:omninode|messaging)_/.test(line));

describe('the metrics', () => {
  it('look at the event loop about twenty times a second, so that an idle process sleeps', async () => {
    const metrics = createMetrics(SETS);
    const slower = monitorEventLoopDelay({ resolution: 100 });
    slower.enable();
    await eventually('enough looks of both', () => slower.count > 1);
    slower.disable();
    const [, shortest] = /^nodejs_eventloop_lag_min_seconds\S* (\S+)$/m.exec(await text(metrics)) ?? [];
    // A look that came late makes the time to the next one shorter.
    expect(Number(shortest)).toBeGreaterThan(0.03);
  });

  it('tell what the bus told them', async () => {
    const metrics = createMetrics(SETS);
    metrics.received('stamp', 0.004);
    metrics.checked('stamp', '1.0', true);
    metrics.checked('stamp', 'none', false);
    metrics.rebalanced(0.3);
    metrics.notPublished('verify', 'unreachable');
    metrics.handled('stamp', 'stamp', 'answered', 0.002);
    metrics.deadLettered('verify', 'INVALID_PAYLOAD');
    metrics.retried('stamp');
    metrics.committed(0.02);
    metrics.inFlight(7);
    metrics.breaker(true);
    metrics.lag('stamp', 3, { records: 12, seconds: 4.5 });
    metrics.published('verify', 0.04);
    metrics.batch(40);
    expect(series(await text(metrics))).toEqual(
      expect.arrayContaining([
        'messaging_client_consumed_messages_total{messaging_destination_name="stamp",outcome="answered",service="bridge"} 1',
        'messaging_process_duration_seconds_sum{service="bridge",operation="stamp"} 0.002',
        'omninode_receive_delay_seconds_bucket{le="0.005",service="bridge",topic="stamp"} 1',
        'omninode_dead_letters_total{topic="verify",code="INVALID_PAYLOAD",service="bridge"} 1',
        'omninode_retries_total{topic="stamp",service="bridge"} 1',
        `omninode_build_info{version="${programVersion()}",node_version="${process.version}",service="bridge"} 1`,
        'messaging_client_operation_duration_seconds_count{service="bridge",messaging_operation_name="commit",messaging_destination_name=""} 1',
        'messaging_client_operation_duration_seconds_bucket{le="0.05",service="bridge",messaging_operation_name="send",messaging_destination_name="verify"} 1',
        'omninode_schema_checks_total{operation="stamp",version="1.0",result="valid",service="bridge"} 1',
        'omninode_schema_checks_total{operation="stamp",version="none",result="invalid",service="bridge"} 1',
        'omninode_rebalance_duration_seconds_bucket{le="0.5",service="bridge"} 1',
        'omninode_messages_in_flight{service="bridge"} 7',
        'omninode_breaker_open{service="bridge"} 1',
        'omninode_consumer_lag_records{topic="stamp",partition="3",service="bridge"} 12',
        'omninode_consumer_lag_seconds{topic="stamp",partition="3",service="bridge"} 4.5',
        'messaging_client_sent_messages_total{messaging_destination_name="verify",error_type="",service="bridge"} 1',
        'messaging_client_sent_messages_total{messaging_destination_name="verify",error_type="unreachable",service="bridge"} 1',
        'omninode_publish_batch_messages_bucket{le="50",service="bridge"} 1',
      ]),
    );
  });

  it('count what is published and received of versions that have a successor, by a bounded number of senders', async () => {
    const metrics = createMetrics({ ...SETS, deprecated: new Map([['stamp', { until: '2027-06-01' }]]) });
    for (let sender = 0; sender < 30; sender++) metrics.deprecated('stamp', `client-${sender}`);
    metrics.published('stamp', 0.1);
    metrics.published('verify', 0.1);
    const exposition = await text(metrics);
    const counted = series(exposition).filter((line) => line.startsWith('omninode_deprecated_records_total'));
    expect(counted).toHaveLength(22);
    expect(counted).toEqual(
      expect.arrayContaining([
        'omninode_deprecated_records_total{topic="stamp",direction="published",sender="bridge",service="bridge"} 1',
        'omninode_deprecated_records_total{topic="stamp",direction="received",sender="client-0",service="bridge"} 1',
        'omninode_deprecated_records_total{topic="stamp",direction="received",sender="other",service="bridge"} 10',
      ]),
    );
    expect(exposition).toContain(
      `omninode_deprecated_until_timestamp_seconds{topic="stamp",service="bridge"} ${Date.UTC(2027, 5, 1) / 1000}`,
    );
  });

  it('forget the lag of a partition that moved away', async () => {
    const metrics = createMetrics(SETS);
    metrics.lag('stamp', 0, { records: 5, seconds: 1 });
    metrics.lag('stamp', 0, undefined);
    expect(await text(metrics)).not.toMatch(/^omninode_consumer_lag_(?:records|seconds)\{/m);
  });

  it('share one series among partition numbers no catalog has', async () => {
    const metrics = createMetrics(SETS);
    [255, 256, 1e9, -1, 1.5].forEach((partition) => metrics.lag('stamp', partition, { records: 1, seconds: 1 }));
    const partitions = [...(await text(metrics)).matchAll(/partition="(\w+)"/g)].map(([, partition]) => partition);
    expect(new Set(partitions)).toEqual(new Set(['255', 'other']));
  });

  it('include those of the process, and each service has its own registry', async () => {
    const one = createMetrics(SETS);
    const other = createMetrics({ ...SETS, service: 'intelligence' });
    one.retried('stamp');
    expect(await text(one)).toContain('process_cpu_seconds_total');
    expect(await text(other)).not.toContain('omninode_retries_total{');
  });

  it('keep the number of series bounded and never throw, whatever comes in', async () => {
    const metrics = createMetrics(SETS);
    const word = fc.oneof(fc.string(), fc.constantFrom('stamp', 'answered', '__proto__', 'constructor'));
    const number = fc.oneof(fc.double(), fc.integer());
    fc.assert(
      fc.property(word, word, word, number, number, (topic, operation, outcome, a, b) => {
        metrics.received(topic, a);
        metrics.checked(operation, outcome, a > 0);
        metrics.notPublished(topic, outcome);
        metrics.committed(a);
        metrics.rebalanced(b);
        metrics.batch(b);
        metrics.breaker(a > 0);
        metrics.handled(topic, operation, outcome, a);
        metrics.deadLettered(topic, outcome);
        metrics.retried(topic);
        metrics.inFlight(a);
        metrics.lag(topic, b, { records: a, seconds: b });
        metrics.published(topic, a);
      }),
      { numRuns: 1000 },
    );
    const topics = SETS.topics.length + 1;
    const operations = SETS.operations.length + 1;
    const counters = topics * (OUTCOMES + 1 + 1 + FAILURES + 2 + (SETS.codes.length + 1)) + operations * 102 * 2;
    const histograms = topics * (16 + 17) + operations * 17 + 17 + 11 + 13;
    const exposition = await text(metrics);
    expect(series(exposition).length).toBeLessThanOrEqual(counters + histograms + topics * 257 * 2 + 3);
    expect(exposition).not.toMatch(/NaN|__proto__/);
  });
});
