import {
  DECISION_AUDIT_TOPIC,
  encodeServiceEvent,
  type AgentExecutionAudit,
  type Origin,
  type OutboundRecord,
} from '#contracts';
import { activeSpan } from '#tracing';

/** What an entry of the audit trail belongs to, besides its actor. */
export interface AuditPlace {
  /** What entries of one story share. */
  readonly correlationId: string;
  /** Of the HTTP request that asked for it; `null` where the worker acted by itself. */
  readonly requestId: string | null;
  /** Event id of the entry that it follows from; left out: none. */
  readonly causationId?: string;
}

/** An entry of the audit trail, keyed by its actor, with the ids of the trace in which it was decided. */
export function auditRecord(
  payload: AgentExecutionAudit,
  { correlationId, requestId, causationId }: AuditPlace,
  origin: Origin,
): OutboundRecord {
  const actor = payload.agent_name;
  const metadata = { user_id: actor, ...(requestId !== null && { request_id: requestId }), ...activeSpan()?.ids };
  const belonging = { correlationId, causationId: causationId ?? null, metadata };
  return { ...encodeServiceEvent(DECISION_AUDIT_TOPIC, { ...payload }, origin, belonging), key: actor };
}
