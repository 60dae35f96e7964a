import { REASONS, type Reason } from '#dead-letters';
import { durationMs, type Parser } from '#config';

/** Groups that failed for this reason are redriven once nothing has been added to them for so long. */
export interface AutoRedriveRule {
  readonly reason: Reason;
  readonly quietMs: number;
}

const QUIET = durationMs({ min: 1_000 });

/** One rule, such as `dependency_down:15m`. */
export const AUTO_REDRIVE_RULE: Parser<AutoRedriveRule> = {
  expected: `REASON:TIME, such as dependency_down:15m; reasons are ${REASONS.join(', ')}`,
  parse: (raw) => {
    const [name = '', quiet = '', ...more] = raw.trim().split(':');
    const reason = REASONS.find((one) => one === name);
    const quietMs = more.length === 0 ? QUIET.parse(quiet) : undefined;
    return reason === undefined || quietMs === undefined ? undefined : { reason, quietMs };
  },
};
