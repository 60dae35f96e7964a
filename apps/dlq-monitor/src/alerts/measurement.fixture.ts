import type { Measurement } from './measure';

/** Eleven open dead letters where ten are allowed. */
export function measurement(over: Partial<Measurement> = {}): Measurement {
  return {
    key: 'a.dlq',
    kind: 'threshold',
    dlq_topic: 'a.dlq',
    group_id: null,
    open: 11,
    value: 11,
    limit: 10,
    severity: 'warning',
    message: 'a.dlq holds 11 open dead letters (more than 10)',
    over: 'a.dlq is down to 10 open dead letters (not more than 10)',
    ...over,
  };
}
