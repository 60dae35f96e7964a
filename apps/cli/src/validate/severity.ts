import type { Severity } from '#contracts';
import type { Threshold } from './settings';

const WEIGHT: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

/** Worse ones first. */
export function bySeverity(a: Severity, b: Severity): number {
  return WEIGHT[b] - WEIGHT[a];
}

/** Whether an issue of this severity makes its file fail. */
export function fails(severity: Severity, failOn: Threshold['failOn']): boolean {
  return failOn !== 'never' && WEIGHT[severity] >= WEIGHT[failOn];
}
