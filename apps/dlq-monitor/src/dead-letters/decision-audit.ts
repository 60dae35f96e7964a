import type { AgentExecutionAudit } from '#contracts';
import type { Decision } from '#dead-letters';

export type Verb = 'resolve' | 'reopen';

/** The status that a decision finds, and the one it gives; records that have another are left as they are. */
export const STATUS_OF = {
  resolve: { before: 'open', after: 'resolved' },
  reopen: { before: 'resolved', after: 'open' },
} as const;

/** For the audit trail: who decided what about which dead letters and why, and what that changed. */
export function decisionAudit(verb: Verb, ids: readonly string[], { actor, reason }: Decision): AgentExecutionAudit {
  const { before, after } = STATUS_OF[verb];
  return {
    agent_name: actor,
    task: { kind: `${verb}_dead_letters`, reason },
    result: { dead_letters: ids, before: { status: before }, after: { status: after } },
  };
}
