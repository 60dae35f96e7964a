import * as fc from 'fast-check';
import { decodeHeaders, encodeHeaders, headerTexts, type ExactRecord } from '#contracts';
import type { Job, Progress } from './job';
import type { Place } from './record-source';
import { republish, type RepublishParts } from './republish';
import { sentAgain } from './sent-again';
import type { RepublishingJob } from './sequence';
import type { Mark, SequenceSender } from './sequence-sender';

/** What a worker does until it is killed: every place at which that can happen calls `pass`. */
interface Life {
  pass(): Promise<void>;
}

/** A worker that is gone says nothing any more; one that was only slow wakes up when others have its job. */
interface Kill {
  readonly at: number;
  readonly isSlow: boolean;
}

class KilledError extends Error {}

class TooLargeError extends Error {
  readonly code = 'message_too_large';
}

/** Records and mark are there together or not at all, and only for who opened last: as Kafka's transactions have it. */
class Broker {
  readonly records: string[] = [];
  #mark: Mark | null = null;
  #epoch = 0;

  async open(life: Life): Promise<SequenceSender> {
    await life.pass();
    const epoch = ++this.#epoch;
    return {
      mark: this.#mark,
      send: async (records, markOf) => {
        await life.pass();
        if (epoch !== this.#epoch) throw new KilledError('another has opened it');
        if (records.some(({ value }) => String(value).startsWith('large'))) throw new TooLargeError();
        const first = this.records.length;
        this.records.push(...records.map(({ value }) => String(value)));
        this.#mark = markOf(records.map((_, index) => ({ partition: 0, offset: String(first + index) })));
        await life.pass();
      },
      forget: async () => {
        await life.pass();
        if (epoch === this.#epoch) this.#mark = null;
        await life.pass();
      },
      close: () => life.pass(),
    };
  }
}

/** The row of the job: only its holder writes. */
class Row {
  holder: Life | null = null;
  #job = { id: 'job', total: null, done: 0, checkpoint: null } as unknown as Job;

  constructor(private readonly step: number) {}

  runningBy(life: Life): RepublishingJob {
    this.holder = life;
    const held = async (): Promise<void> => {
      await life.pass();
      if (this.holder !== life) throw new KilledError('the job is another’s');
    };
    return {
      id: 'job',
      job: this.#job,
      query: () => Promise.resolve([]),
      stepSize: () => this.step,
      check: held,
      save: async (progress: Progress) => {
        await held();
        this.#job = { ...this.#job, ...(JSON.parse(JSON.stringify(progress)) as Progress) };
        await life.pass();
      },
    };
  }
}

/** Rows of a range, those that are sent by their value, others by why they are not. */
const ROW = fc.record({
  gap: fc.integer({ min: 1, max: 5 }),
  fate: fc.constantFrom('sent', 'sent', 'sent', 'odd', 'no_such_topic', 'large'),
});

function partsOf(
  places: readonly Place<string>[],
  open: RepublishParts<string>['open'],
  life: Life,
  told: Map<bigint, string>,
): RepublishParts<string> {
  return {
    take: async (_, rows) => {
      await life.pass();
      return new Map(rows.filter(({ row }) => row.endsWith('5')).map(({ position }) => [position, 'taken'] as const));
    },
    sentTo: async (_, sent) => {
      await life.pass();
      for (const { position, offset } of sent) told.set(position, offset);
      await life.pass();
    },
    source: {
      count: () => Promise.resolve(places.length),
      read: (_query, _job, after, limit) =>
        Promise.resolve(places.filter(({ position }) => position > after).slice(0, limit)),
    },
    prepare: (row) => (row.startsWith('odd') ? 'odd' : recordOf(row)),
    topics: () => Promise.resolve(new Set(['sent', 'large'])),
    open,
  };
}

function recordOf(row: string): ExactRecord {
  return { topic: row.split(' ')[0]!, key: null, value: Buffer.from(row), rawHeaders: Buffer.from([0]) };
}

describe('republishing', () => {
  it('sends every record once and in order, wherever its workers are killed or fall asleep', async () => {
    let kills = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(ROW, { maxLength: 40 }),
        fc.array(fc.record({ at: fc.nat(30), isSlow: fc.boolean() }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 7 }),
        async (rows, planned, step) => {
          let position = 0n;
          const places = rows.map(({ gap, fate }, index) => {
            position += BigInt(gap);
            return { position, row: `${fate} ${index}` };
          });
          const [broker, row, told] = [new Broker(), new Row(step), new Map<bigint, string>()];
          const asleep: Promise<unknown>[] = [];
          const wake: (() => void)[] = [];
          const run = async (kill: Kill | null) => {
            let passed = 0;
            let isDead = false;
            const end = new Promise<'asleep'>((resolve) => {
              const life: Life = {
                pass: async () => {
                  if (isDead) throw new KilledError();
                  if (kill === null || passed++ !== kill.at) return;
                  kills += 1;
                  isDead = !kill.isSlow;
                  if (isDead) throw new KilledError();
                  resolve('asleep');
                  await new Promise<void>((next) => wake.push(next));
                },
              };
              const done = republish(partsOf(places, () => broker.open(life), life, told))(row.runningBy(life));
              asleep.push(done.catch((error: unknown) => error));
            });
            return Promise.race([end, asleep.at(-1)]);
          };
          for (const kill of planned) await run(kill);
          const result = await run(null);
          wake.forEach((next) => next());
          const late = await Promise.all(asleep);
          const taken = (text: string) => !/^(sent|large) /.test(text) || !text.endsWith('5');
          const all = places.filter(({ row: text }) => text.startsWith('sent') && taken(text));
          const sent = all.map((place) => place.row);
          expect(broker.records).toEqual(sent);
          // Where each is was told, whoever was killed between the broker and the row.
          expect(told).toEqual(new Map(all.map((place, index) => [place.position, String(index)])));
          const counts = { odd: 0, no_such_topic: 0, too_large: 0, taken: 0 };
          for (const { row: text } of places) {
            const fate = text.split(' ')[0] as (typeof rows)[number]['fate'];
            if (!taken(text)) counts.taken += 1;
            else if (fate !== 'sent') counts[fate === 'large' ? 'too_large' : fate] += 1;
          }
          const skipped = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
          expect(result).toEqual({ asked: rows.length, sent: sent.length, skipped });
          // Who slept at the very end has nothing more to do than to say so.
          for (const one of late) expect(one instanceof KilledError || isSame(one, result)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(kills).toBeGreaterThan(1_000);
  });
});

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

describe('a record that is sent again', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const again = (own: Readonly<Record<string, string>>) => {
    const rawHeaders = encodeHeaders(Object.entries(own).map(([name, text]) => [Buffer.from(name), Buffer.from(text)]));
    const record = { topic: 't', partition: 1, key: null, value: null, rawHeaders };
    const { rawHeaders: left, headers } = sentAgain(record, { 'x-replay-id': 'job' });
    return { ...headerTexts(decodeHeaders(left)), ...headers };
  };

  it('is no part of the trace in which it was sent before, and still says which one that was', () => {
    const own = {
      traceparent,
      tracestate: 'a=b',
      'x-replay-traceparent': 'from before',
      'x-replay-id': 'earlier',
      k: 'v',
    };
    expect(again(own)).toEqual({ k: 'v', 'x-replay-id': 'job', 'x-replay-traceparent': traceparent });
  });

  it('keeps its headers as they are where they tell of no trace', () => {
    const broken = { traceparent: '00-1-1-01', tracestate: 'a=b' };
    const untraced: readonly Readonly<Record<string, string>>[] = [
      { k: 'v' },
      broken,
      { 'x-replay-traceparent': 'kept' },
    ];
    for (const own of untraced) {
      expect(again(own)).toEqual({ ...own, 'x-replay-id': 'job' });
    }
  });
});
