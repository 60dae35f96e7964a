import { decodeHeaders, encodeHeaders, headerTexts, rawHeadersOf, topicCatalog, type ExactRecord } from '#contracts';
import type { ReplayedEvent } from './event-source';
import { MAX_REPLAYED, refuseReplay, type ReplayPreview } from './preview';
import { refuseTarget } from './refuse-target';
import { replayedRecord } from './replayed-record';

const NOTHING = { bytes: 0, firstTime: null, lastTime: null, range: null };
const topic = (refused: 'no_such_topic' | null) => ({ topic: 'a', events: 1, bytes: 1, target: 'b', refused });

describe('a replay', () => {
  it.each<[string, Partial<ReplayPreview>, string | null, RegExp]>([
    ['nothing', { events: 0, topics: [] }, 'nothing_to_replay', /No event/],
    [
      'nothing that can be sent',
      { events: 7, topics: [topic('no_such_topic')] },
      'nothing_to_replay',
      /b \(no_such_topic/,
    ],
    [
      'a hundred million and one',
      { events: 100_000_001, topics: [topic(null)] },
      'too_many_events',
      /^100000001 events/,
    ],
    ['as many as it may', { events: MAX_REPLAYED, topics: [topic(null)] }, null, /^/],
    ['something, though not all', { events: 2, topics: [topic('no_such_topic'), topic(null)] }, null, /^/],
  ])('of %s begins, or is refused with the reason', (_, preview, code, message) => {
    const refusal = refuseReplay({ ...NOTHING, events: 0, topics: [], ...preview });
    expect(refusal?.code ?? null).toBe(code);
    expect(refusal?.message ?? '').toMatch(message);
  });
});

describe('what is replayed', () => {
  const job = { id: 'me', input: { targets: ['a', 'c'] } };
  const event: ReplayedEvent = {
    eventId: 'e',
    seal: null,
    topic: 'a',
    partition: 2,
    offset: '5',
    key: Buffer.from([0xff]),
    value: null,
    headers: encodeHeaders(rawHeadersOf({ own: 'x', 'x-replay-id': 'other' })),
  };
  const texts = (record: ExactRecord | string) =>
    typeof record === 'string' ? record : headerTexts(decodeHeaders(record.rawHeaders));

  it('keeps bytes, key, partition and its own headers', () => {
    const record = replayedRecord(event, job);
    expect(record).toMatchObject({ topic: 'a', partition: 2, key: event.key, value: null });
    expect(record).toMatchObject({ headers: { 'x-replay-id': 'me', 'x-replay-of': 'a/2/5', 'x-replay-count': '1' } });
    expect(texts(record)).toEqual({ own: 'x' });
  });

  it('goes to another topic by its key', () => {
    const input = { ...job.input, to_topic: 'c' };
    expect(replayedRecord(event, { ...job, input })).toMatchObject({ topic: 'c', partition: null });
  });

  it.each([
    ['not_exact', { headers: null }],
    ['erased', { seal: 'erased' as const }],
    ['locked', { seal: 'locked' as const }],
    ['not_replayable', { topic: 'b' }],
    ['own_replay', { headers: encodeHeaders(rawHeadersOf({ 'x-replay-id': 'me' })) }],
  ])('is not sent where it is %s', (reason, fields) => {
    expect(replayedRecord({ ...event, ...fields }, job)).toBe(reason);
  });
});

describe('a topic to replay to', () => {
  const catalog = topicCatalog().map(({ name }) => name);
  const topics = new Set([...catalog, 'orders', 'orders.dlq', 'alone.dlq', '__consumer_offsets']);

  it.each([
    ['omninode.codegen.request.validate.v1', null],
    ['orders', null],
    ['alone.dlq', null],
    ['orders.dlq', 'dead_letter_topic'],
    ['omninode_bridge_dlq_stamp_v1', 'dead_letter_topic'],
    ['omninode.codegen.request.validate.v1.dlq', 'dead_letter_topic'],
    ['omninode.audit.agent_execution.v1', 'not_traffic'],
    ['omninode.service.event.lifecycle.v1', 'not_traffic'],
    ['__consumer_offsets', 'not_traffic'],
    ['nobody.made.this', 'no_such_topic'],
  ])('%s: %s', (name, refusal) => {
    expect(refuseTarget(name, topics)).toBe(refusal);
  });
});
