import { encodeHeaders } from '#contracts';
import { REQUEST, RESPONSE, loggedEvent } from '../event.fixture';
import { recordOf } from '../record-of';
import type { Exchange } from './exchange';
import { readExchange, writeExchange } from './sample-line';

/** Bytes that are no text, a header twice, and one that is null. */
const HEADERS = encodeHeaders([
  [Buffer.from('a'), Buffer.from([0xff])],
  [Buffer.from('a'), Buffer.from('2')],
  [Buffer.from('n'), null],
]);
const exact = (topic: string) => ({
  ...recordOf({ ...loggedEvent(4, { topic }), headers: HEADERS }),
  key: null,
  value: Buffer.from([0, 0xff, 0x80]),
});
const EXCHANGE: Exchange = { request: exact(REQUEST), reply: exact(RESPONSE), missing: null };

describe('a line of a sample', () => {
  it('keeps every byte of request and reply', () => {
    expect(readExchange(writeExchange(EXCHANGE))).toEqual(EXCHANGE);
  });

  it('keeps why there is no reply, which is that none was recorded where it does not say', () => {
    const open: Exchange = { ...EXCHANGE, reply: null, missing: 'conversation_too_long' };
    expect(readExchange(writeExchange(open))).toEqual(open);
    expect(readExchange(writeExchange({ ...open, missing: null })).missing).toBe('unanswered');
  });

  const given = JSON.parse(writeExchange(EXCHANGE)) as Record<'request' | 'reply', Record<string, unknown>>;
  it.each([
    ['{', 'it is not a JSON object'],
    ['[]', 'it is not a JSON object'],
    ['{}', '"request" is not an object'],
    [{ ...given, reply: 'x' }, '"reply" is not an object'],
    [{ ...given, missing: 'because' }, '"missing" is no known reason'],
    [{ ...given, request: { ...given.request, topic: '' } }, '"request.topic" is not a text'],
    [{ ...given, request: { ...given.request, partition: -1 } }, '"request.partition" is not a whole number'],
    [{ ...given, request: { ...given.request, offset: 7 } }, '"request.offset" is not a decimal text'],
    [{ ...given, reply: { ...given.reply, timestamp: 'now' } }, '"reply.timestamp" is not a whole number'],
    [{ ...given, reply: { ...given.reply, value: 'ä' } }, '"reply.value" is not base64'],
    [{ ...given, reply: { ...given.reply, headers: 'AAAA' } }, '"reply.headers" are not headers as Kafka writes them'],
  ])('says what is wrong with %j', (line, problem) => {
    expect(() => readExchange(typeof line === 'string' ? line : JSON.stringify(line))).toThrow(problem);
  });
});
