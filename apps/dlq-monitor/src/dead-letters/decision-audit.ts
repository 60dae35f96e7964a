import type { AgentExecutionAudit } from '#contracts';
import { TRANSITIONS, type Changed, type Decision, type Verb } from '#dead-letters';

/**
 * For the audit trail: who decided what about which dead letters and why, and what that changed. One entry for each
 * status that they had before.
 */
export function decisionAudits(
  verb: Verb,
  changed: readonly Changed[],
  { actor, reason }: Decision,
  link: string | null = null,
): readonly AgentExecutionAudit[] {
  return [...new Set(changed.map(({ from }) => from))].map((before) => ({
    agent_name: actor,
    task: { kind: `${verb}_dead_letters`, reason },
    result: {
      dead_letters: changed.filter(({ from }) => from === before).map(({ id }) => id),
      before: { status: before },
      after: { status: TRANSITIONS[verb].to },
      ...(link !== null && { link }),
    },
  }));
}
