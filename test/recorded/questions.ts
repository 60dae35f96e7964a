import { randomUUID } from 'node:crypto';
import {
  definitionOf,
  encodeRequest,
  ENVELOPE_FORMS,
  OPERATIONS,
  routeOf,
  TOPIC_STYLES,
  type EnvelopeForm,
  type JsonObject,
  type Operation,
  type Origin,
  type RequestParts,
  type TopicStyle,
} from '#contracts';
import type { ToSend } from '../integration/main-job/tap';

/** A request, and where its answer or refusal comes. */
export interface Question {
  readonly request: ToSend;
  readonly answers: readonly string[];
  readonly correlationId: string;
}

const ORIGIN: Origin = {
  service: 'sample-client',
  version: '1.0.0',
  instanceId: 'sample-client-1',
  hostname: 'localhost',
  now: () => new Date(),
  newId: randomUUID,
};

const PYTHON = `"""Prices."""

import os


class NodePriceEffect:
    """Reads prices."""

    async def execute_effect(self, symbol):
        password = "hunter2-hunter2"
        return eval(symbol)
`;

const TYPESCRIPT = 'export function area(w: number, h: number) {\n  let unused = 1;\n  return w * h\n}\n';

/** Instead of the catalog's sample where its answer is long. */
const SHORT: Readonly<Partial<Record<Operation, JsonObject>>> = {
  analyze: { prd_content: '# Prices\n\n- The service must store prices in PostgreSQL.\n', analysis_type: 'quick' },
  mixin: { requirements: ['cache results for five minutes'], node_type: 'effect' },
  pattern: { node_description: 'reads prices from an HTTP API and caches them', node_type: 'effect', limit: 2 },
};

/** Payloads besides the catalog's sample, by operation: other paths through the handlers. */
const MORE: Readonly<Partial<Record<Operation, readonly JsonObject[]>>> = {
  validate: [
    { code_content: PYTHON, node_type: 'effect', validation_type: 'full' },
    { code_content: TYPESCRIPT, language: 'typescript', file_path: 'src/area.ts' },
    { code_content: 'x', language: 'cobol' },
    { node_type: 'effect' },
  ],
  analyze: [{ code_content: PYTHON, analysis_type: 'full' }, { analysis_type: 'full' }],
  pattern: [{ node_description: 'retries failed calls', code_content: PYTHON, limit: 3 }],
  mixin: [{ requirements: [] }],
  stamp: [{ content: 'zwölf Boxkämpfer', namespace: 'omninode.services.metadata' }, { namespace: 'default' }],
  batch_stamp: [{ contents: ['a', 'a', { content: 'b', id: 'two' }, 7], namespace: 'default' }],
  verify: [
    { blake3_hash: 'no hash' },
    { content: 'never stamped', namespace: 'omninode.services.unknown' },
    { blake3_hash: 'a'.repeat(64), content: 'a', namespace: 'default' },
  ],
};

/** Loads the engine that takes longest, with code that nobody asks about later. */
export function warmUp(): Question {
  const payload = { code_content: `${TYPESCRIPT}// ${randomUUID()}`, language: 'typescript' };
  return question({ operation: 'validate', style: 'dotted', payload });
}

/** What is asked: what the coordinator answers says how far others are, and cannot be compared. */
export const ASKED = OPERATIONS.filter((operation) => operation !== 'workflow_trigger' && operation !== 'node_invoke');

/** Every one of them in every envelope, in every style that has it, and with payloads that take other paths. */
export function questions(): readonly Question[] {
  return ASKED.flatMap((operation, number) => {
    const sample = SHORT[operation] ?? definitionOf(operation).request.sample;
    return [
      ...styles(operation).map((style) => question({ operation, style, payload: sample })),
      // Each operation in some envelopes, each envelope with some operations.
      ...ENVELOPE_FORMS.filter((_, place) => place % 4 === number % 4).map((form) =>
        question({ operation, style: 'dotted', form, payload: sample }),
      ),
      ...(MORE[operation] ?? []).map((payload) => question({ operation, style: 'underscored', payload })),
      unreadable(operation),
    ];
  });
}

function styles(operation: Operation): readonly TopicStyle[] {
  const { styles: others } = definitionOf(operation);
  return TOPIC_STYLES.filter((style) => style === 'dotted' || style === 'underscored' || others.includes(style));
}

interface Asked {
  readonly operation: Operation;
  readonly style: TopicStyle;
  readonly form?: EnvelopeForm;
  readonly payload: RequestParts['payload'];
}

function question(asked: Asked): Question {
  const correlationId = randomUUID();
  const { topic, key, value } = encodeRequest({ ...asked, correlationId, sessionId: randomUUID() }, ORIGIN);
  return { request: { topic, key, value }, answers: answersOf(asked.operation, asked.style), correlationId };
}

/** No JSON, and whom to answer in the key. */
function unreadable(operation: Operation): Question {
  const correlationId = randomUUID();
  const { request } = routeOf(operation, 'dotted');
  const record = { topic: request, key: correlationId, value: `{ "correlation_id": "${correlationId}",` };
  return { request: record, answers: answersOf(operation, 'dotted'), correlationId };
}

function answersOf(operation: Operation, style: TopicStyle): readonly string[] {
  const { response, failure } = routeOf(operation, style);
  return [...new Set([response, failure])];
}
