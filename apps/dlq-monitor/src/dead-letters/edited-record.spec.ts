import { decodeHeaders, encodeHeaders, encodeRequest, headerTexts, rawHeadersOf, routeOf } from '#contracts';
import { CORRELATION_ID, EVENT_ID, ORIGIN, REQUESTS } from '../../../../libs/contracts/spec/fixtures';
import { editedRecord } from './edited-record';

const NEW_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const TOPIC = routeOf('verify', 'dotted').request;
const { value } = encodeRequest(
  { operation: 'verify', style: 'dotted', correlationId: CORRELATION_ID, payload: REQUESTS.verify },
  ORIGIN,
);
const sent = JSON.parse(String(value)) as Record<string, unknown>;
const broken = { ...sent, payload: { namespace: 1 } };
const headers = { event_id: EVENT_ID, correlation_id: CORRELATION_ID, other: 'kept' };
const original = {
  key: null,
  value: Buffer.from(JSON.stringify(broken)),
  rawHeaders: encodeHeaders(rawHeadersOf(headers)),
};

const edited = (changes: object, added = {}, topic = TOPIC) =>
  editedRecord(
    original,
    { value: Buffer.from(JSON.stringify({ ...sent, ...changes })), headers: added },
    topic,
    NEW_ID,
  );

describe('an edited record', () => {
  it('has a new event id, the old one as its cause, and all else as its editor wrote it', () => {
    const record = edited({ event_id: 'of the editor' }, { more: 'yes' });
    expect(JSON.parse(String(record.value))).toEqual({ ...sent, event_id: NEW_ID, causation_id: EVENT_ID });
    expect(headerTexts(decodeHeaders(record.rawHeaders))).toEqual({
      event_id: NEW_ID,
      causation_id: EVENT_ID,
      correlation_id: CORRELATION_ID,
      other: 'kept',
      more: 'yes',
    });
  });

  it.each([
    [{ payload: { namespace: 1 } }, {}, 'value', /does not conform/],
    [{ correlation_id: NEW_ID }, {}, 'value', /correlation id/],
    [{}, { event_id: 'x' }, 'headers', /event_id/],
    [{}, { 'x-redrive-id': 'x' }, 'headers', /x-redrive-id/],
    [{ payload: { ...REQUESTS.verify, size: 1e20 } }, {}, 'value', /15 digits/],
  ])('is refused with %j and the headers %j', (changes, added, field, message) => {
    expect(() => edited(changes, added)).toThrow(
      expect.objectContaining({ field, message: expect.stringMatching(message) }),
    );
  });

  it('is whatever its editor wrote where nobody of ours reads it and it is no JSON', () => {
    const bytes = Buffer.from([0xff, 0]);
    const foreign = { ...original, value: Buffer.from('no JSON') };
    const record = editedRecord(foreign, { value: bytes, headers: {} }, 'hooks.service_lifecycle', NEW_ID);
    expect(record.value).toEqual(bytes);
  });
});
