import { randomUUID } from 'node:crypto';
import type { Json, ToSend } from './tap';

/** How a style spells topics, and the envelope of its requests; written out here from wire-facts, not from our code. */
export const STYLES = ['dotted', 'underscored'] as const;
export type Style = (typeof STYLES)[number];
export const FORMS = ['onex-v1', 'architecture', 'minimal', 'flat'] as const;
export type Form = (typeof FORMS)[number];
export const CODEGEN = ['validate', 'analyze', 'pattern', 'mixin'] as const;
export const BRIDGE = ['stamp', 'batch_stamp', 'verify'] as const;
export type Op = (typeof CODEGEN)[number] | (typeof BRIDGE)[number];

export const isCodegen = (op: Op): boolean => CODEGEN.some((each) => each === op);

const CLASS_STEM: Readonly<Record<Op, string>> = {
  validate: 'CodegenValidation',
  analyze: 'CodegenAnalysis',
  pattern: 'CodegenPattern',
  mixin: 'CodegenMixin',
  stamp: 'Stamp',
  batch_stamp: 'BatchStamp',
  verify: 'Verify',
};

const domain = (op: Op): string => (isCodegen(op) ? 'codegen' : 'bridge');

export function requestTopic(op: Op, style: Style): string {
  return style === 'dotted' ? `omninode.${domain(op)}.request.${op}.v1` : `omninode_${domain(op)}_request_${op}_v1`;
}

export function responseTopic(op: Op, style: Style): string {
  return style === 'dotted' ? `omninode.${domain(op)}.response.${op}.v1` : `omninode_${domain(op)}_response_${op}_v1`;
}

export function deadLetterTopic(op: Op, style: Style): string {
  return style === 'dotted' ? `${requestTopic(op, style)}.dlq` : `omninode_${domain(op)}_dlq_${op}_v1`;
}

export interface Asked {
  readonly op: Op;
  readonly style: Style;
  readonly form: Form;
  readonly fields: Json;
  readonly correlationId: string;
  readonly sessionId: string | null;
  readonly eventId: string;
}

/** A request with fresh ids, in the architecture envelope on a dotted topic unless said otherwise. */
export function ask(op: Op, fields: Json, more: Partial<Asked> = {}): Asked {
  return {
    op,
    style: 'dotted',
    form: 'architecture',
    fields,
    correlationId: randomUUID(),
    sessionId: null,
    eventId: randomUUID(),
    ...more,
  };
}

export function toSend(asked: Asked): ToSend {
  const { op, style, correlationId } = asked;
  return { topic: requestTopic(op, style), key: correlationId, value: JSON.stringify(message(asked)) };
}

export function message(asked: Asked): Json {
  const { op, style, form, fields, correlationId, sessionId, eventId } = asked;
  const ids = { correlation_id: correlationId, session_id: sessionId };
  switch (form) {
    case 'onex-v1':
      return {
        envelope_version: '1.0',
        ...ids,
        event_type: `${CLASS_STEM[op]}Request`,
        timestamp: '2025-10-16 12:34:56.789123',
        payload: { ...fields, ...ids, timestamp: '2025-10-16 12:34:56.789123+00:00', schema_version: '1.0' },
      };
    case 'architecture':
      return {
        event_id: eventId,
        event_type: requestTopic(op, style),
        correlation_id: correlationId,
        causation_id: null,
        timestamp: '2025-10-16T12:34:56.789Z',
        version: '1.0.0',
        source: { service: 'a-test', instance_id: 'a-test-1', hostname: 'localhost' },
        metadata: { trace_id: 'trace-7', span_id: 'span-7' },
        payload: { ...fields, ...(sessionId === null ? {} : { session_id: sessionId }) },
      };
    case 'minimal':
      return { correlation_id: correlationId, payload: fields };
    case 'flat':
      return { ...ids, ...fields };
  }
}

export function responseClass(op: Op): string {
  return `${CLASS_STEM[op]}Response`;
}
