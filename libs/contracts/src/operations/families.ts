import { WORKERS } from '../catalog/catalog-entry';
import type { EnvelopeForm } from '../envelope-form';
import type { Complete, OperationFamily } from './definition';

/** Every codegen payload repeats ids and times: the S4 client validates it on its own. */
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

/** Generated code and what it is made from: S4's conversations. */
export const CODEGEN: OperationFamily = {
  domain: 'codegen',
  servedBy: ['intelligence'],
  answeredByAll: false,
  sessionStatus: true,
  repeatsIds: () => true,
  complete: completeCodegen,
  strictWhenFlat: true,
  clients: ['omniclaude', 'cli'],
  servers: ['intelligence', 'omniarchon'],
  sources: { request: ['S1', 'S3', 'S4'], response: ['S1', 'S3', 'S4'], deadLetter: ['S1', 'S3', 'S4'] },
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
export const BRIDGE: OperationFamily = {
  ...PLAIN,
  domain: 'bridge',
  servedBy: ['bridge'],
  clients: ['omniarchon', 'omniclaude', 'cli'],
  servers: ['bridge'],
  sources: { request: ['S1', 'S3'], response: ['S1'], deadLetter: ['S1'] },
};

/** What is asked of every worker. */
export const INFRA: OperationFamily = {
  ...PLAIN,
  domain: 'infra',
  servedBy: WORKERS,
  answeredByAll: true,
  clients: ['omnibase_infra', 'cli'],
  servers: WORKERS,
  sources: { request: ['S1'], response: ['S1'], deadLetter: ['S1'] },
};
