import { WORKERS } from '../catalog/catalog-entry';
import type { EnvelopeForm } from '../envelope-form';
import type { Complete, OperationFamily } from './definition';

/** Every codegen payload repeats ids and times: strict clients validate the payload on its own. */
const completeCodegen: Complete = (fields, { correlationId, sessionId }, processingTimeMs, now) => {
  fields['correlation_id'] = correlationId;
  fields['session_id'] = sessionId;
  fields['processing_time_ms'] = wholeMs(processingTimeMs);
  fields['timestamp'] = now;
  fields['schema_version'] = '1.0';
  return fields;
};

export function wholeMs(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds));
}

const DOCUMENTS = ['architecture', 'quick reference', 'guide'] as const;

/** Generated code and what it is made from. */
export const CODEGEN: OperationFamily<'intelligence'> = {
  domain: 'codegen',
  servedBy: ['intelligence'],
  answeredByAll: false,
  sessionStatus: true,
  repeatsIds: () => true,
  complete: completeCodegen,
  strictWhenFlat: true,
  clients: ['omniclaude', 'cli', 'coordinator'],
  servers: ['intelligence', 'omniarchon'],
  sources: { request: DOCUMENTS, response: DOCUMENTS, deadLetter: DOCUMENTS },
  namedByClass: true,
};

const needsIds = (form: EnvelopeForm): boolean => form === 'onex-v1' || form === 'flat';

const completeWhereNeeded: Complete = (fields, { form, correlationId, sessionId }) => {
  if (!needsIds(form)) return fields;
  fields['correlation_id'] = correlationId;
  fields['session_id'] = sessionId;
  return fields;
};

const PLAIN = {
  answeredByAll: false,
  sessionStatus: false,
  repeatsIds: needsIds,
  complete: completeWhereNeeded,
  strictWhenFlat: false,
  namedByClass: false,
} as const;

/** Stamping. */
export const BRIDGE: OperationFamily<'bridge'> = {
  ...PLAIN,
  domain: 'bridge',
  servedBy: ['bridge'],
  clients: ['omniarchon', 'omniclaude', 'cli', 'coordinator'],
  servers: ['bridge'],
  sources: { request: ['architecture', 'quick reference'], response: ['architecture'], deadLetter: ['architecture'] },
};

/** Work in several steps, and single nodes, as operations of the workers. */
export const ONEX: OperationFamily<'coordinator'> = {
  ...PLAIN,
  domain: 'onex',
  servedBy: ['coordinator'],
  clients: ['any service', 'cli'],
  servers: ['coordinator', 'omnibase_core'],
  sources: { request: ['architecture'], response: ['architecture'], deadLetter: [] },
};

/** The recorder takes in every topic as events, requests too. */
const ANSWERING = WORKERS.filter((worker) => worker !== 'recorder');

/** What is asked of every worker that answers. */
export const INFRA: OperationFamily = {
  ...PLAIN,
  domain: 'infra',
  servedBy: ANSWERING,
  answeredByAll: true,
  clients: ['omnibase_infra', 'cli'],
  servers: ANSWERING,
  sources: { request: ['architecture'], response: ['architecture'], deadLetter: ['architecture'] },
};
