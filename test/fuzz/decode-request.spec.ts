import {
  decodeReply,
  decodeRequest,
  encodeReply,
  refuse,
  REFUSAL_CODES,
  ROUTES,
  type DecodedRequest,
  type InboundRecord,
  type Origin,
  messageOf,
} from '#contracts';
import { giantValues, hostileRecords } from './hostile-records';

const ORIGIN: Origin = {
  service: 'fuzz',
  version: '1.0.0',
  instanceId: 'fuzz-1',
  hostname: 'localhost',
  now: () => new Date(0),
  newId: () => '00000000-0000-4000-8000-000000000000',
};

const CODES: ReadonlySet<string> = new Set(REFUSAL_CODES);

/** A million takes a minute and a half; CI asks for it. */
const INPUTS = Number(process.env['OMNI_TEST_FUZZ_INPUTS'] ?? 50_000);

/** Plain comparisons: a matcher per input would cost more than what is tested. */
function faultOf(record: InboundRecord, decoded: DecodedRequest): string | null {
  if (decoded.kind === 'request') {
    const { correlationId, route } = decoded.request;
    if (correlationId === '' || route.request !== record.topic) return 'a request without an address';
    return null;
  }
  const { refusal: reason, address } = decoded;
  if (!CODES.has(reason.code)) return `unlisted code ${reason.code}`;
  if (reason.message === '' || reason.message.length > 500) return 'a message nobody can read';
  if (reason.details.length > 20) return 'too many details';
  if (/\n\s+at /.test(reason.message)) return 'a stack trace';
  if (address === null) return null;
  // Whoever can be answered is: the reply must be JSON that its reader finds again by its id.
  const reply = encodeReply(address, refuse(reason), 0, ORIGIN);
  const found = decodeReply({ ...record, ...reply, key: null, headers: {}, value: Buffer.from(reply.value) });
  return found?.correlationId === address.correlationId || address.form === 'flat' ? null : 'a reply nobody finds';
}

describe('decodeRequest on bytes nobody should send', () => {
  it(`makes a request or a well-formed refusal of each of ${INPUTS}`, () => {
    const next = hostileRecords(Number(process.env['OMNI_TEST_SEED'] ?? 20251018));
    const outcomes = new Map<string, number>();
    for (let count = 0; count < INPUTS; count++) {
      const record = next();
      const decoded = decodeRequest(messageOf(record));
      const fault = faultOf(record, decoded);
      if (fault !== null) throw new Error(`${fault}: ${record.topic} ${record.value?.toString('latin1')}`);
      const outcome = decoded.kind === 'request' ? 'request' : decoded.refusal.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // The inputs are worth something only if they get past the parser in every way there is.
    for (const outcome of [
      'request',
      'empty_value',
      'invalid_utf8',
      'invalid_json',
      'invalid_payload',
      'unknown_event_type',
      'missing_correlation_id',
      'unsupported_operation',
    ]) {
      expect([outcome, outcomes.get(outcome) ?? 0]).toEqual([outcome, expect.any(Number)]);
      expect(outcomes.get(outcome)).toBeGreaterThan(0);
    }
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each(giantValues())('and of %s, on every topic', (_, value) => {
    for (const { request: topic } of ROUTES) {
      const record = { topic, partition: 0, offset: '0', timestamp: 0, key: null, headers: {}, value };
      expect(faultOf(record, decodeRequest(messageOf(record)))).toBeNull();
    }
  });
});
