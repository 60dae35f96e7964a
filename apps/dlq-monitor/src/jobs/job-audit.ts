import { DECISION_AUDIT_TOPIC, encodeServiceEvent, type Origin, type OutboundRecord } from '#contracts';
import type { Job } from '#storage';

/** What becomes of a job: who wanted it and why, or how it ended. */
export type JobVerb = 'create' | 'cancel' | 'resume' | 'end';

/** For the audit trail. */
export function jobAudit(
  verb: JobVerb,
  job: Job,
  by: { readonly actor: string; readonly reason: string },
  origin: Origin,
): OutboundRecord {
  const { id, kind, state, input, done, total, result, error } = job;
  const facts = verb === 'create' ? { input, total } : { done, total, ...(verb === 'end' && { result, error }) };
  const payload = {
    agent_name: by.actor,
    task: { kind: `${verb}_job`, reason: by.reason },
    result: { job: id, kind, state, ...facts },
  };
  return { ...encodeServiceEvent(DECISION_AUDIT_TOPIC, payload, origin), key: by.actor };
}
