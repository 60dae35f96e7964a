import { derivedId, type Origin, type OutboundRecord } from '#contracts';
import type { Job } from '#storage';
import { auditRecord } from '#worker';

/** What happened to a job: who wanted it and why, or how it ended. */
export type JobVerb = 'create' | 'cancel' | 'resume' | 'end';

/** For the audit trail; what happens to one job is correlated by its id, and follows from its creation. */
export function jobAudit(
  verb: JobVerb,
  job: Job,
  by: { readonly actor: string; readonly reason: string },
  requestId: string | null,
  origin: Origin,
): OutboundRecord {
  const { id, kind, state, input, done, total, result, error } = job;
  const facts = verb === 'create' ? { input, total } : { done, total, ...(verb === 'end' && { result, error }) };
  const payload = {
    agent_name: by.actor,
    task: { kind: `${verb}_job`, reason: by.reason },
    result: { job: id, kind, state, ...facts },
  };
  const creation = derivedId(id, 'create_job');
  const place = { correlationId: id, requestId };
  if (verb === 'create') return auditRecord(payload, place, { ...origin, newId: () => creation });
  return auditRecord(payload, { ...place, causationId: creation }, origin);
}
