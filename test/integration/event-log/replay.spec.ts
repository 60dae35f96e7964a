import { encodeHeaders, rawHeadersOf, REPLAY_HEADERS } from '#contracts';
import { append, previewReplay } from '#event-log';
import { countReplayed } from '../../../libs/event-log/src/replay/count-replayed';
import { DeadLetterWatch } from '../../../libs/event-log/src/replay/dead-letter-watch';
import { createLogDatabase, eventOf } from './log-rig';

const TOPICS = new Set(['a', 'b', 'a.dlq']);

describe('what a replay asks the log', () => {
  let random: Awaited<ReturnType<typeof createLogDatabase>>;
  beforeEach(async () => {
    random = await createLogDatabase();
  });
  afterEach(() => random.drop());

  const appendTo = (topic: string, offsets: readonly number[], headers: Readonly<Record<string, string>> = {}) =>
    append(
      random.database,
      offsets.map((offset) =>
        eventOf(
          offset,
          { correlation_id: `c-${offset % 2}` },
          { topic, rawHeaders: encodeHeaders(rawHeadersOf(headers)) },
        ),
      ),
    );
  const query = () => random.database.query;

  it('is what matches now: by topic, with its range, its size and its time', async () => {
    await appendTo('a', [0, 1, 2, 3]);
    await appendTo('b', [4, 5, 6]);
    await appendTo('a.dlq', [8]);
    const preview = await previewReplay(query(), { correlation_id: 'c-0' }, TOPICS);
    expect(preview).toMatchObject({
      events: 5,
      range: { after: '0', up_to: '8' },
      topics: [
        { topic: 'a', events: 2, target: 'a', refused: null },
        { topic: 'a.dlq', events: 1, target: 'a.dlq', refused: 'dead_letter_topic' },
        { topic: 'b', events: 2, target: 'b', refused: null },
      ],
    });
    expect(preview.lastTime!.getTime() - preview.firstTime!.getTime()).toBe(8);
    expect(preview.bytes).toBe(preview.topics.reduce((sum, { bytes }) => sum + bytes, 0));
    const inTime = { from: preview.firstTime!.toISOString(), to: preview.lastTime!.toISOString(), topic: 'b' };
    expect(await previewReplay(query(), inTime, TOPICS)).toMatchObject({
      events: 3,
      range: { after: '4', up_to: '7' },
    });
  });

  it('is how many of its own records the topics have, little by little', async () => {
    const own = { before: 'x', [REPLAY_HEADERS.id]: 'me', after: 'y' };
    await appendTo('a', [0, 1], own);
    await appendTo('a', [2, 3, 4], own);
    await appendTo('b', [5], own);
    await appendTo('a', [6], { [REPLAY_HEADERS.id]: 'me too' });
    await appendTo('a', [7, 8], own);
    let found = { events: 0, upTo: '2', isBehind: true };
    const looks: number[] = [];
    while (found.isBehind) {
      found = await countReplayed(query(), 'me', ['a'], found, 2);
      looks.push(found.events);
    }
    expect([looks, found.upTo]).toEqual([[2, 3, 4, 5], '9']);
    expect(await countReplayed(query(), 'me', ['a'], found, 2)).toEqual(found);
  });

  it('is how many dead letters came since, until there are too many', async () => {
    await appendTo('a.dlq', [0, 1, 2]);
    const [strict, usual] = await Promise.all([
      DeadLetterWatch.begin(query(), ['a'], 2),
      DeadLetterWatch.begin(query(), ['a']),
    ]);
    expect(await strict.check(1_000)).toBe(0);
    await appendTo('a', [3, 4, 5, 6]);
    await appendTo('a.dlq', [7, 8]);
    expect(await strict.check(0)).toBe(2);
    await appendTo('a.dlq', [9]);
    await expect(strict.check(1_000_000)).rejects.toMatchObject({ code: 'dead_letters_rise' });
    await appendTo(
      'a.dlq',
      Array.from({ length: 8 }, (_, index) => 10 + index),
    );
    await expect(usual.check(1_000)).rejects.toMatchObject({ code: 'dead_letters_rise' });
    expect(await usual.check(1_001)).toBe(11);
  });
});
