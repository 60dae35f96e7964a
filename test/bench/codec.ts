import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  checkedReply,
  CodegenValidationResponse,
  decodeRequest,
  ValidateRequest,
  type InboundRecord,
  type Origin,
  type ValidationResult,
  messageOf,
} from '#contracts';
import { round } from './figures';

export interface CodecResult {
  readonly name: string;
  /** Per message, on one core. */
  readonly microseconds: number;
}

const ID = '550e8400-e29b-41d4-a716-446655440000';
const AT = '2025-10-16T12:34:56.789Z';
const CODE = 'def area(w: int, h: int) -> int:\n    """Area of a rectangle."""\n    return w * h\n\n\n'.repeat(16);

const MESSAGE = {
  envelope_version: '1.0',
  correlation_id: ID,
  session_id: ID,
  event_type: 'CodegenValidationRequest',
  timestamp: AT,
  payload: {
    correlation_id: ID,
    session_id: ID,
    code_content: CODE,
    node_type: 'effect',
    contracts: [{ name: 'area', version: '1.0.0' }],
    validation_type: 'full',
    language: 'python',
    timestamp: AT,
    schema_version: '1.0',
  },
};

const VALUE = Buffer.from(JSON.stringify(MESSAGE));

const RECORD: InboundRecord = {
  topic: 'omninode_codegen_request_validate_v1',
  partition: 0,
  offset: '42',
  timestamp: 0,
  key: Buffer.from(ID),
  headers: {},
  value: VALUE,
};

const ORIGIN: Origin = {
  service: 'bench',
  version: '1.0.0',
  instanceId: 'bench-1',
  hostname: 'localhost',
  now: () => new Date(),
  newId: () => ID,
};

const RESULT: ValidationResult = {
  is_valid: true,
  quality_score: 0.9,
  onex_compliance_score: 1,
  issues: [],
  dimensions: { syntax: 1, semantics: 1 },
  language: 'python',
  validation_type: 'full',
  issues_omitted: 0,
  suggestions: [],
};

/** Bytes to a checked request of any dialect, and a checked reply in that dialect to bytes. */
function ours(): number {
  const decoded = decodeRequest(messageOf(RECORD));
  if (decoded.kind === 'refusal') throw new Error(decoded.refusal.message);
  return checkedReply(decoded.request, RESULT, 1.2, ORIGIN).value.length;
}

/** What one would write for one known envelope: no limits, no dialects, the decorators walked for every message. */
function plain(): number {
  const message = JSON.parse(VALUE.toString()) as typeof MESSAGE;
  const request = plainToInstance(ValidateRequest, message.payload);
  if (validateSync(request).length > 0) throw new Error('the request does not conform');
  const { quality_score, onex_compliance_score, is_valid, ...validation_result } = RESULT;
  const payload = plainToInstance(CodegenValidationResponse, {
    correlation_id: message.correlation_id,
    session_id: message.session_id,
    validation_result,
    quality_score,
    onex_compliance_score,
    is_valid,
    processing_time_ms: 1,
    timestamp: new Date().toISOString(),
    schema_version: '1.0',
  });
  if (validateSync(payload).length > 0) throw new Error('the reply does not conform');
  return JSON.stringify({ ...message, event_type: 'CodegenValidationResponse', payload }).length;
}

const ROUNDS = 7;

/** The best of several rounds: what the code costs, not what else the machine was doing. */
function measure(name: string, once: () => number, messages: number): CodecResult {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < ROUNDS; n++) {
    const began = performance.now();
    for (let message = 0; message < messages; message++) once();
    best = Math.min(best, performance.now() - began);
  }
  return { name, microseconds: (best * 1000) / messages };
}

/** Decode, validate, encode of one 2 KiB request, each in this process. */
export function measureCodec(): { readonly bytes: number; readonly results: readonly CodecResult[] } {
  return {
    bytes: VALUE.length,
    results: [
      measure('JSON.parse and JSON.stringify alone', () => JSON.stringify(JSON.parse(VALUE.toString())).length, 50_000),
      measure('JSON.parse + class-validator', plain, 3_000),
      measure('ours: any dialect, checked both ways', ours, 50_000),
    ],
  };
}

export function reportCodec({ bytes, results }: ReturnType<typeof measureCodec>): void {
  const plainly = results[1]?.microseconds ?? Number.NaN;
  console.log(`decode + validate + encode of ${bytes} bytes, one core, Node ${process.version}`);
  console.table(
    results.map(({ name, microseconds }) => ({
      codec: name,
      µs: round(microseconds),
      '× class-validator': round(plainly / microseconds),
    })),
  );
}
