import { checkOf, entryOfTopic, hookEventProcessor, type Origin, type OutboundRecord } from '#contracts';
import { eventually } from '../../../../test/support/eventually';
import { severityOf } from './performance-events';
import { PerformanceWatch } from './performance-watch';

const ORIGIN: Origin = {
  service: 'intelligence',
  version: '1.2.3',
  instanceId: 'intelligence-1',
  hostname: 'host',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  newId: () => 'c0ffee00-0000-4000-8000-000000000000',
};

/** A watch whose clock stands still but for the work that is done. */
function watching(publish?: () => Promise<void>) {
  const published: OutboundRecord[] = [];
  const warnings: object[] = [];
  let clock = 0;
  const watch = new PerformanceWatch(
    { validation: { workers: 1 } },
    { publisher: { records: publish ?? (async (records) => void published.push(...records)) } },
    { origin: ORIGIN, elapsedMs: () => clock, logger: { warn: (facts) => void warnings.push(facts) } },
  );
  const work = (requests: number, milliseconds: number, failed = false) => {
    for (let n = 0; n < requests; n += 1) {
      const ended = watch.begin('validate');
      clock += milliseconds;
      ended({ failed, cached: false });
    }
  };
  return { published, warnings, watch, work };
}

const bodyOf = (record: OutboundRecord | undefined) => JSON.parse(String(record?.value)) as Record<string, unknown>;

describe('PerformanceWatch', () => {
  it('publishes what an operation costs, and audits it', () => {
    const { published, work } = watching();
    work(499, 12.5);
    expect(published).toEqual([]);
    work(1, 12.5);
    expect(published.map(({ topic, key }) => [topic, key])).toEqual([
      ['omninode.intelligence.event.performance_baseline.v1', 'codegen.request.validate'],
      ['omninode.audit.performance_baseline.v1', 'codegen.request.validate'],
    ]);
    const [event, audited] = published.map(bodyOf);
    expect(audited).toMatchObject({
      correlation_id: event?.['correlation_id'],
      causation_id: event?.['event_id'],
    });
    expect(event?.['correlation_id']).toEqual(expect.any(String));
    for (const record of published) {
      const payload = bodyOf(record)['payload'];
      const entry = entryOfTopic(record.topic);
      expect(entry && checkOf(entry.payload)(payload)).toEqual([]);
      expect(JSON.stringify(payload)).toContain('"p50_ms":12.5,"p95_ms":12.5,"p99_ms":12.5,"samples":500');
    }
  });

  it('makes an anomaly known as the hook event, with what it can be due to', () => {
    const { published, work } = watching();
    work(500, 10);
    published.length = 0;
    work(50, 40, true);
    const event = bodyOf(published[0]);
    expect(published).toHaveLength(1);
    expect(published[0]?.topic).toBe('intelligence.performance');
    expect(hookEventProcessor().check(event)).toBeNull();
    expect(event).toMatchObject({
      event_type: 'intelligence.performance.anomaly_detected',
      payload: {
        anomaly_info: { anomaly_type: 'response_time_spike', severity: 'critical', affected_tools: ['validate'] },
        metrics_data: {
          baseline_metrics: { mean_ms: 10, samples: 500 },
          anomaly_metrics: { mean_ms: 40, z_score: 60, direction: 'slower', failures: 50 },
          degradation_factor: 4,
        },
        root_cause_analysis: { probable_causes: [{ cause: 'failures', confidence: 1 }] },
      },
    });
  });

  it('publishes what could be better', () => {
    const { published, work } = watching();
    for (let n = 0; n < 50; n += 1) {
      work(9, 1);
      work(1, 100);
    }
    const record = published.find(({ topic }) => topic === 'omninode.intelligence.event.optimization_identified.v1');
    const payload = bodyOf(record)['payload'];
    // Of 109 ms in ten answers, 80 lie beyond twenty times the median.
    expect(payload).toMatchObject({
      operation: 'codegen.request.validate',
      opportunities: [{ type: 'tail', implementation_effort: 'high', gain: 0.734 }],
      roi_score: 0.245,
    });
    const entry = entryOfTopic(record?.topic ?? '');
    expect(entry && checkOf(entry.payload)(payload)).toEqual([]);
  });

  it('keeps operations apart', () => {
    const { published, watch, work } = watching();
    work(499, 10);
    watch.begin('mixin')({ failed: false, cached: false });
    expect(published).toEqual([]);
  });

  it('costs no request anything when it cannot be published', async () => {
    const { warnings, work } = watching(() => Promise.reject(new Error('the broker is away')));
    work(500, 10);
    await eventually('the failure is logged', () => warnings.length === 1);
    expect(warnings).toEqual([{ operation: 'validate', error: new Error('the broker is away') }]);
  });
});

describe('severityOf', () => {
  it.each([
    [3, 'low'],
    [4.99, 'low'],
    [5, 'medium'],
    [10, 'high'],
    [20, 'critical'],
  ])('of %d deviations more is %s', (z, severity) => {
    expect(severityOf({ direction: 'slower', z })).toBe(severity);
    expect(severityOf({ direction: 'faster', z: -z })).toBe('low');
  });
});
