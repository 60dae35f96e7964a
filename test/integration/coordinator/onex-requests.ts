import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, ToSend } from '../main-job/tap';

interface Sample {
  readonly value: { readonly payload: { readonly code_content: string } };
}

const SAMPLE = join(__dirname, '../../samples/01-validate-good-dotted.json');
const GOOD = (JSON.parse(readFileSync(SAMPLE, 'utf8')) as Sample).value.payload.code_content;

/** Code that validates, and that nobody has stamped before. */
export function goodCode(): string {
  return `${GOOD}\n# ${randomUUID()}\n`;
}

export const topicOf = (pattern: 'request' | 'response' | 'event', name: string): string =>
  `omninode.onex.${pattern}.${name}.v1`;

export interface OnexAsked extends ToSend {
  readonly correlationId: string;
  readonly eventId: string;
}

/** A request in the architecture envelope, composed by hand. */
export function onexRequest(operation: string, payload: Json, eventId: string = randomUUID()): OnexAsked {
  const [topic, correlationId] = [topicOf('request', operation), randomUUID()];
  const message = {
    event_id: eventId,
    event_type: topic,
    correlation_id: correlationId,
    causation_id: null,
    timestamp: '2025-10-16T12:34:56.789Z',
    version: '1.0.0',
    source: { service: 'a-test', instance_id: 'a-test-1', hostname: 'localhost' },
    metadata: { trace_id: 'trace-7' },
    payload,
  };
  return { topic, key: correlationId, value: JSON.stringify(message), correlationId, eventId };
}
