import * as fc from 'fast-check';
import { firstPlaceOf, isReplayed, REPLAY_HEADERS, replayCount, replayHeaders } from './replay-headers';
import type { InboundRecord } from './record';

const PLACE = { topic: 'a.b-c_d', partition: 3, offset: '9007199254740993' };

function record(headers: Readonly<Record<string, string>>): InboundRecord {
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  const own = Object.fromEntries(bytes) as InboundRecord['headers'];
  return { topic: 'z', partition: 0, offset: '1', timestamp: 0, key: null, value: null, headers: own };
}

describe('the headers of a replay', () => {
  it('say which one it is, where the record was, and how often it was sent again', () => {
    const first = replayHeaders({}, 'one', PLACE);
    expect(first).toEqual({
      'x-replay-id': 'one',
      'x-replay-of': 'a.b-c_d/3/9007199254740993',
      'x-replay-count': '1',
    });
    expect(isReplayed(record(first))).toBe(true);
    expect(isReplayed(record(replayCount({})))).toBe(false);
  });

  it('keep the first place, however often a record is replayed, so that it is known by it', () => {
    const second = replayHeaders(replayHeaders({}, 'one', PLACE), 'two', { topic: 'y', partition: 1, offset: '2' });
    expect(second).toMatchObject({ 'x-replay-id': 'two', 'x-replay-count': '2' });
    expect(firstPlaceOf(record(second))).toBe(`${PLACE.topic}-${PLACE.partition}-${PLACE.offset}`);
  });

  it('are believed only where they name a place', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('a/1', 'a/1/x', '/1/1', 'a/-1/1', 'a/1/1/1', 'a b/1/1'));
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!/^[\w.-]+\/\d+\/\d+$/.test(text));
        expect(firstPlaceOf(record({ [REPLAY_HEADERS.of]: text }))).toBe('z-0-1');
        expect(replayHeaders({ [REPLAY_HEADERS.of]: text }, 'one', PLACE)[REPLAY_HEADERS.of]).toMatch(/^a\.b-c_d\//);
      }),
    );
  });
});
