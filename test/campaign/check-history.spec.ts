import * as fc from 'fast-check';
import { checkHistory } from './check-history';
import { BEGIN, goodHistory, LETTERS, REPLIES, type Shape } from './good-history.fixture';
import type { EventOf, HistoryEvent } from './history';

type History = readonly HistoryEvent[];
type Type = HistoryEvent['type'];

const PROMISES = [
  'unpublished',
  'lost',
  'conflicting',
  'undeserved',
  'unrefused',
  'commitsAhead',
  'outOfOrder',
  'uncollected',
] as const;
type Promised = (typeof PROMISES)[number];

/** How many findings there are of each promise that is broken. */
function broken(history: History): Partial<Record<Promised, number>> {
  const verdict = checkHistory(history);
  const found = PROMISES.filter((promise) => verdict[promise].length > 0);
  expect(verdict.ok).toBe(found.length === 0);
  return Object.fromEntries(found.map((promise) => [promise, verdict[promise].length]));
}

const is =
  <T extends Type>(type: T) =>
  (event: HistoryEvent): event is EventOf<T> =>
    event.type === type;

const all = <T extends Type>(history: History, type: T): EventOf<T>[] => history.filter(is(type));

/** Changes one event; the others stay as they are. */
function change<T extends Type>(history: History, event: EventOf<T>, fields: Partial<EventOf<T>>): History {
  return history.map((each) => (each === event ? { ...each, ...fields } : each));
}

const without = (history: History, left: (event: HistoryEvent) => boolean): History =>
  history.filter((event) => !left(event));

const requests = (history: History, poison: boolean) =>
  all(history, 'request').filter(({ deserves }) => (deserves === 'answer') !== poison);
const settles = (id: string) => (event: HistoryEvent) =>
  (is('reply')(event) || is('dead-letter')(event)) && event.id === id;

/** Commits that stop before a request, so that leaving its answer away is a loss and nothing else. */
function commitsBefore(history: History, id: string): History {
  const places = all(history, 'acknowledged').filter((event) => event.id === id);
  return history.map((event) =>
    is('commits')(event)
      ? {
          ...event,
          committed: event.committed.map((position) => {
            const first = Math.min(
              ...places.filter(({ partition }) => partition === position.partition).map(({ offset }) => offset),
            );
            return { ...position, offset: Math.min(position.offset, first) };
          }),
        }
      : event,
  );
}

/** Each breaks one promise, made to the n-th request (counted round) that it can be broken to. */
const MUTATIONS: Readonly<Record<string, readonly [Promised, (history: History, n: number) => History]>> = {
  'a request is never acknowledged by the broker': [
    'unpublished',
    (history, n) => {
      const { id } = nth(requests(history, false), n);
      return without(history, (event) => settles(id)(event) || (is('acknowledged')(event) && event.id === id));
    },
  ],
  'a request is never settled': [
    'lost',
    (history, n) => {
      const { id } = nth(requests(history, false), n);
      return commitsBefore(without(history, settles(id)), id);
    },
  ],
  'poison vanishes': [
    'lost',
    (history, n) => {
      const { id } = nth(requests(history, true), n);
      const left = commitsBefore(without(history, settles(id)), id);
      const kept = new Set(all(left, 'dead-letter').map(({ partition, offset }) => `${partition}/${offset}`));
      return without(left, (event) => is('collected')(event) && !kept.has(`${event.partition}/${event.offset}`));
    },
  ],
  'a second answer differs': [
    'conflicting',
    (history, n) => {
      const reply = nth(answers(history), n);
      return [...history, { ...reply, at: reply.at + 5_000, offset: 10_000, value: '{"payload":{"error":"other"}}' }];
    },
  ],
  'a valid request is refused': [
    'undeserved',
    (history, n) => {
      return change(history, nth(once(history), n), { code: 'retries_exhausted' });
    },
  ],
  'two answers give one content two stamps': [
    'conflicting',
    (history, n) => {
      const reply = nth(once(history), n);
      return change(history, reply, { value: reply.value.replace('"uid":"u"', '"uid":"v"') });
    },
  ],
  'a valid request is dead-lettered': [
    'undeserved',
    (history, n) => {
      const { id, key } = nth(requests(history, false), n);
      const { topic, partition, offset } = nth(
        all(history, 'acknowledged').filter((event) => event.id === id),
        0,
      );
      const origin = { topic, partition, offset };
      const place = { topic: LETTERS, partition: 9, offset: 0 };
      const letter = {
        type: 'dead-letter',
        at: BEGIN + 60_000,
        ...place,
        id,
        key,
        code: 'retries_exhausted',
        origin,
      } as const;
      return [...history, letter, { type: 'collected', at: 0, ...place }];
    },
  ],
  'poison is dead-lettered with another code': [
    'undeserved',
    (history, n) => change(history, nth(all(history, 'dead-letter'), n), { code: 'internal_error' }),
  ],
  'poison is answered': [
    'unrefused',
    (history, n) => {
      const replies = all(history, 'reply').filter(({ code }) => code !== null);
      const { id } = nth(replies, n);
      return history.map((event) => (is('reply')(event) && event.id === id ? { ...event, code: null } : event));
    },
  ],
  'nobody is told that poison was refused': [
    'unrefused',
    (history, n) => {
      const { id } = nth(requests(history, true), n);
      return without(history, (event) => is('reply')(event) && event.id === id);
    },
  ],
  'an offset is committed before the answer is in the log': [
    'commitsAhead',
    (history, n) => {
      const reply = nth(once(history), n);
      return endingBefore(history, reply, REPLIES);
    },
  ],
  'an offset is committed before the dead letter is in the log': [
    'commitsAhead',
    (history, n) =>
      endingBefore(
        history,
        nth(
          all(history, 'dead-letter').filter(({ id }) => isOnce(history, id)),
          n,
        ),
        LETTERS,
      ),
  ],
  'a request of a key is settled before an earlier one': [
    'outOfOrder',
    (history, n) => {
      const hot = all(history, 'request').filter(({ key, id }) => key === 'hot' && isOnce(history, id));
      const { id } = nth(hot.slice(1), n);
      return history.map((event) => (settles(id)(event) ? { ...event, at: BEGIN - 1 } : event)) as History;
    },
  ],
  'the monitor misses a dead letter': [
    'uncollected',
    (history, n) => {
      const missed = nth(all(history, 'collected'), n);
      return without(history, (event) => event === missed);
    },
  ],
};

function nth<Item>(items: readonly Item[], n: number): Item {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('the history has nothing to be changed');
  return item;
}

const isOnce = (history: History, id: string | null) =>
  all(history, 'acknowledged').filter((event) => event.id === id).length === 1;
const answers = (history: History) => all(history, 'reply').filter(({ code }) => code === null);
const once = (history: History) => answers(history).filter(({ id }) => isOnce(history, id));

/** The samples that were taken with the settlement in the log are taken, as it were, just before it. */
function endingBefore(
  history: History,
  { partition, offset }: EventOf<'reply'> | EventOf<'dead-letter'>,
  topic: string,
): History {
  let first = true;
  return history.map((event) => {
    if (!is('commits')(event) || !first) return event;
    const reached = event.ends.some((end) => end.topic === topic && end.partition === partition && end.offset > offset);
    if (!reached) return event;
    first = false;
    return {
      ...event,
      ends: event.ends.map((end) => (end.topic === topic && end.partition === partition ? { ...end, offset } : end)),
    };
  });
}

describe('the checker of histories', () => {
  it('finds nothing in a history in which every promise was kept', () => {
    const verdict = checkHistory(goodHistory());
    expect(broken(goodHistory())).toEqual({});
    expect(verdict).toMatchObject({
      requests: 60,
      acknowledged: 67,
      answered: 60,
      deadLettered: 9,
      voided: 0,
      repeated: 0,
    });
  });

  it.each(Object.entries(MUTATIONS))('notices when %s, and only that', (_what, [promise, mutate]) => {
    for (let n = 0; n < 9; n++) expect(broken(mutate(goodHistory(), n))).toEqual({ [promise]: 1 });
  });

  const shapes: fc.Arbitrary<Shape> = fc.record({
    requests: fc.integer({ min: 20, max: 60 }),
    partitions: fc.integer({ min: 1, max: 5 }),
    poisonEvery: fc.integer({ min: 3, max: 9 }),
    hotEvery: fc.integer({ min: 2, max: 6 }),
    twiceEvery: fc.integer({ min: 4, max: 9 }),
  });

  it('finds exactly one broken promise in any history that breaks one', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.constantFrom(...Object.values(MUTATIONS)),
        fc.nat(1_000),
        (shape, [promise, mutate], n) => {
          const history = goodHistory(shape);
          expect(broken(history)).toEqual({});
          expect(broken(mutate(history, n))).toEqual({ [promise]: 1 });
        },
      ),
    );
  });

  it('counts the same answer given again, and holds nothing against it', () => {
    const history = goodHistory();
    const [reply] = answers(history);
    const later = { ...(reply as EventOf<'reply'>), at: BEGIN + 99_000, offset: 10_000 };
    const again = [...history, { ...later, value: later.value.replace(/"timestamp":\d+/, '"timestamp":1') }];
    expect(broken(again)).toEqual({});
    expect(checkHistory(again).repeated).toBe(1);
  });

  it('expects no answer on a topic that was deleted, and one on the topic that came after it', () => {
    const history = goodHistory();
    const { id } = nth(
      requests(history, false).filter((request) => isOnce(history, request.id)),
      3,
    );
    const lost = commitsBefore(without(history, settles(id)), id);
    const gone: History = [...lost, { type: 'deleted', at: BEGIN, topic: 'request', incarnation: 0 }];
    expect(broken(gone)).toEqual({});
    expect(checkHistory(gone).voided).toBe(1);
    const [there] = all(history, 'acknowledged').filter((event) => event.id === id);
    const again = { ...(there as EventOf<'acknowledged'>), incarnation: 2, offset: 0 };
    expect(broken([...gone, again])).toEqual({ lost: 1 });
  });

  it('attributes dead letters at one place of a topic before and after it was made again', () => {
    const [first, second] = ['id-a', 'id-b'].map((id, index) => poisonAt(id, index * 2));
    expect(broken([...(first as History), ...(second as History)])).toEqual({});
  });

  it('knows a dead letter by its id where the acknowledgement of its record was lost', () => {
    const history = goodHistory();
    const [letter] = all(history, 'dead-letter');
    const origin = { topic: 'request', partition: 0, offset: 5_000 };
    const copy = { ...(letter as EventOf<'dead-letter'>), offset: 5_000, origin };
    const { topic, partition, offset, at } = copy;
    expect(broken([...history, copy, { type: 'collected', at, topic, partition, offset }])).toEqual({});
  });

  it('takes replies and dead letters of nobody’s request for undeserved', () => {
    const history = goodHistory();
    const [reply] = answers(history);
    expect(broken([...history, { ...(reply as EventOf<'reply'>), id: 'nobody' }])).toEqual({ undeserved: 1 });
  });

  it('does not compare the order of requests that are in different partitions', () => {
    const history = goodHistory();
    const [first] = all(history, 'acknowledged').filter(({ id }) => id === 'id-4');
    const moved = change(history, first as EventOf<'acknowledged'>, { partition: 7, offset: 0 });
    const early = moved.map((event) => (settles('id-4')(event) ? { ...event, at: BEGIN - 1 } : event)) as History;
    expect(broken(early)).toEqual({});
  });
});

describe('the figures of a history', () => {
  const fault = (kind: string, from: number, to: number, assigned: readonly number[] = []): History => [
    {
      type: 'fault-begin',
      at: from,
      fault: from,
      kind,
      target: 'bridge-1',
      assigned: assigned.map((partition) => ({ topic: 'request', partition })),
    },
    { type: 'fault-end', at: to, fault: from },
  ];

  /** One request each 100 ms in one partition, settled at once but for those of a gap, which wait for its end. */
  function steady(gaps: readonly (readonly [number, number])[]): History {
    return Array.from({ length: 300 }, (_, index): History => {
      const at = BEGIN + index * 100;
      const gap = gaps.find(([from, to]) => at >= from && at < to);
      const id = `steady-${index}`;
      const facts = { kind: 'stamp', operation: 'stamp', identified: true, answerable: true } as const;
      return [
        { type: 'request', at, id, key: id, deserves: 'answer', ...facts },
        { type: 'acknowledged', at, id, topic: 'request', incarnation: 0, partition: 0, offset: index },
        {
          type: 'reply',
          at: gap?.[1] ?? at + 5,
          topic: REPLIES,
          partition: 0,
          offset: index,
          id,
          code: null,
          value: '{}',
        },
      ];
    }).flat();
  }

  it('has the longest time a partition stood still with work waiting', () => {
    const stall = checkHistory(steady([[BEGIN + 5_000, BEGIN + 9_000]])).longestStall;
    expect(stall).toEqual({ partition: 'request#0/0', ms: 4_000 });
  });

  it('does not take an idle partition for one that stands still, nor what a fault explains', () => {
    const [first, ...others] = steady([]);
    const idle = [first as HistoryEvent, ...others.filter(({ at }) => at < BEGIN + 3_000 || at > BEGIN + 9_000)];
    expect(checkHistory(idle).longestStall.ms).toBeLessThan(10);
    const explained = [
      ...steady([[BEGIN + 5_000, BEGIN + 9_000]]),
      ...fault('database-stop', BEGIN + 4_999, BEGIN + 8_000),
    ];
    expect(checkHistory(explained).longestStall.ms).toBeLessThan(10);
  });

  it('has the time from the end of a fault to the first answer, and to when all is settled that came before it', () => {
    const history = [
      ...steady([[BEGIN + 5_000, BEGIN + 9_000]]),
      ...fault('database-stop', BEGIN + 5_000, BEGIN + 8_000),
    ];
    expect(checkHistory(history).recoveries).toEqual([
      {
        kind: 'database-stop',
        target: 'bridge-1',
        firstMs: 1_000,
        caughtUpMs: 1_000,
        takeoverMs: null,
        overlapped: false,
      },
    ]);
  });

  it('has the time from a kill to the next answer from the partitions the worker had', () => {
    const kill = (partition: number) => [
      ...steady([[BEGIN + 5_000, BEGIN + 12_000]]),
      ...fault('worker-kill', BEGIN + 5_000, BEGIN + 5_001, [partition]),
    ];
    expect(checkHistory(kill(0)).recoveries[0]?.takeoverMs).toBe(7_000);
    expect(checkHistory(kill(1)).recoveries[0]?.takeoverMs).toBeNull();
  });

  it('marks faults that came together', () => {
    const faults = [
      ...fault('lock', BEGIN + 1_000, BEGIN + 3_000),
      ...fault('grow', BEGIN + 2_000, BEGIN + 2_001),
      ...fault('grow', BEGIN + 20_000, BEGIN + 20_001),
    ];
    expect(checkHistory([...steady([]), ...faults]).recoveries.map(({ overlapped }) => overlapped)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('has peaks, thirds and slope of memory and descriptors of each worker’s longest life', () => {
    const samples = Array.from({ length: 30 }, (_, minute): HistoryEvent => {
      const pid = minute < 3 ? 1 : 2;
      const memory = { peakKb: 500 + minute, residentKb: pid === 1 ? 9_000 : minute * 10, descriptors: 20 + minute };
      return { type: 'process', at: BEGIN + minute * 60_000, worker: 'bridge-1', pid, ...memory };
    });
    const [figures] = checkHistory(samples).processes;
    expect(figures).toMatchObject({
      worker: 'bridge-1',
      peakKb: 529,
      peakDescriptors: 49,
      residentKb: [70, 250],
      descriptors: [27, 45],
    });
    expect(figures?.slopeKbPerMinute).toBeCloseTo(10);
  });

  it('counts how often a worker changed its mind about being ready during one fault', () => {
    const health = [true, false, true, false, false, true].map((ready, index): HistoryEvent => {
      return { type: 'health', at: BEGIN + 1_000 + index * 100, worker: 'bridge-1', ready, live: true };
    });
    const during = checkHistory([...steady([]), ...health, ...fault('read-only', BEGIN + 500, BEGIN + 2_000)]);
    expect(during.mostFlips).toBe(4);
    expect(checkHistory([...steady([]), ...health]).mostFlips).toBe(0);
  });
});

function poisonAt(id: string, incarnation: number): History {
  const place = { topic: 'request', partition: 0, offset: 0 };
  const facts = { kind: 'poison', operation: 'stamp', identified: false, answerable: false } as const;
  const letter = { topic: LETTERS, partition: 0, offset: incarnation };
  return [
    { type: 'request', at: BEGIN, id, key: id, deserves: ['invalid_json'], ...facts },
    { type: 'acknowledged', at: BEGIN, id, incarnation, ...place },
    { type: 'dead-letter', at: BEGIN, ...letter, id: null, key: id, code: 'invalid_json', origin: place },
  ];
}
