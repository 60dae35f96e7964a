import {
  encodeHookEvent,
  requestNameOf,
  type JsonObject,
  type Operation,
  type Origin,
  type OutboundRecord,
} from '#contracts';
import { announcementOf } from './announce';
import type { Anomaly } from './anomaly';
import type { Finding } from './baseline';
import { round } from './statistics';
import type { Summary } from './summary';

export const ANOMALY_EVENT_TYPE = 'intelligence.performance.anomaly_detected';

/** The records that say a finding, keyed as the catalog has it: by operation, hook events by instance. */
export function performanceRecords(operation: Operation, finding: Finding, origin: Origin): OutboundRecord[] {
  const name = requestNameOf(operation);
  switch (finding.kind) {
    case 'anomaly':
      return [encodeHookEvent(ANOMALY_EVENT_TYPE, anomalyPayload(operation, finding, origin), origin)];
    case 'optimization': {
      const { roi, opportunities } = finding;
      const rounded = opportunities.map((opportunity) => ({ ...opportunity, gain: round(opportunity.gain) }));
      const payload = { operation: name, opportunities: rounded, roi_score: round(roi) };
      return [announcementOf('intelligence.event.optimization_identified', name, payload, origin)];
    }
    case 'baseline': {
      const metrics = metricsOf(finding.summary);
      const told = { operation: name, baseline_metrics: metrics };
      const audited = { operation: name, metrics, timestamp: origin.now().toISOString() };
      const eventId = origin.newId();
      const belonging = { correlationId: eventId, causationId: null, metadata: {} };
      const own = { ...origin, newId: () => eventId };
      return [
        announcementOf('intelligence.event.performance_baseline', name, told, own, belonging),
        announcementOf('audit.performance_baseline', name, audited, origin, { ...belonging, causationId: eventId }),
      ];
    }
  }
}

/** With the floor on the spread these are at least 15, 25, 50 and 100 % more time than normal. */
const SEVERITIES = [
  { from: 20, severity: 'critical' },
  { from: 10, severity: 'high' },
  { from: 5, severity: 'medium' },
] as const;

/** Being faster than normal is odd, but nobody's trouble. */
export function severityOf({ direction, z }: Pick<Anomaly, 'direction' | 'z'>): string {
  if (direction === 'faster') return 'low';
  return SEVERITIES.find(({ from }) => z >= from)?.severity ?? 'low';
}

function anomalyPayload(operation: Operation, anomaly: Anomaly, origin: Origin): JsonObject {
  const { direction, z, factor, normal, window, causes } = anomaly;
  return {
    anomaly_info: {
      anomaly_id: `anomaly_${origin.newId()}`,
      detection_time: origin.now().toISOString(),
      anomaly_type: direction === 'slower' ? 'response_time_spike' : 'response_time_drop',
      severity: severityOf(anomaly),
      affected_services: [origin.service],
      affected_tools: [operation],
    },
    metrics_data: {
      baseline_metrics: metricsOf(normal),
      anomaly_metrics: { ...metricsOf(window), z_score: round(z), direction },
      degradation_factor: round(factor),
    },
    ...(causes.length > 0 && {
      root_cause_analysis: {
        probable_causes: causes.map(({ cause, confidence, evidence }) => {
          return { cause, confidence: round(confidence), evidence: [evidence] };
        }),
      },
    }),
  };
}

function metricsOf(summary: Summary): Readonly<Record<string, number>> {
  const { samples, windows, failures, repeats } = summary;
  return {
    mean_ms: round(summary.mean),
    standard_deviation_ms: round(summary.deviation),
    p50_ms: round(summary.p50),
    p95_ms: round(summary.p95),
    p99_ms: round(summary.p99),
    samples,
    windows,
    failures,
    repeats,
  };
}
