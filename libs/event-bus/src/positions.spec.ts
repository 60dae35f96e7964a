import { Partitions } from './partitions';
import { Positions } from './positions';
import type { Lag } from './settings';

const SILENT = { debug: () => undefined };

/** One partition that ends at `end.offset`, with what was told of its lag. */
function stage() {
  const told: (Lag | undefined)[] = [];
  const end = { offset: '0', answers: true };
  const clock = { now: 1_000_000 };
  const partitions = new Partitions();
  partitions.assign({ topic: [0] });
  const { tracker } = partitions.find('topic', 0)!;
  const membership = {
    joined: true,
    commit: () => Promise.resolve(),
    ends: () =>
      end.answers
        ? Promise.resolve([{ topic: 'topic', partition: 0, offset: end.offset }])
        : Promise.reject(new Error('the broker is away')),
  };
  const metrics = {
    committed: () => undefined,
    lag: (_topic: string, _partition: number, lag: Lag | undefined) => void told.push(lag),
  };
  const positions = new Positions({ membership, partitions, metrics, log: SILENT }, () => clock.now);
  const measured = async (): Promise<Lag | undefined> => {
    await positions.measureLag();
    return told.at(-1);
  };
  return { tracker, end, clock, measured };
}

describe('the lag', () => {
  it('is not told before it is known where reading begins', async () => {
    const { measured } = stage();
    expect(await measured()).toBeUndefined();
  });

  it('counts from the first unfinished record to the end, in records and in seconds since its timestamp', async () => {
    const { tracker, end, clock, measured } = stage();
    tracker.begin(5n);
    end.offset = '9';
    tracker.deliver(5n, clock.now - 4_000);
    tracker.deliver(6n, clock.now - 3_000);
    expect(await measured()).toEqual({ records: 4, seconds: 4 });
    tracker.finish(5n);
    expect(await measured()).toEqual({ records: 3, seconds: 3 });
    tracker.finish(6n);
    tracker.pass(9n);
    expect(await measured()).toEqual({ records: 0, seconds: 0 });
  });

  it('knows the age of a record for which there is no room', async () => {
    const { tracker, end, clock, measured } = stage();
    tracker.begin(5n);
    end.offset = '6';
    tracker.wait(5n, clock.now - 60_000);
    expect(await measured()).toEqual({ records: 1, seconds: 60 });
  });

  it('of records that were not fetched, or have no time, is counted from when they were first seen to be there', async () => {
    const { tracker, end, clock, measured } = stage();
    tracker.begin(5n);
    end.offset = '7';
    expect(await measured()).toEqual({ records: 2, seconds: 0 });
    clock.now += 10_000;
    expect(await measured()).toEqual({ records: 2, seconds: 10 });
    tracker.deliver(5n, -1);
    clock.now += 10_000;
    expect(await measured()).toEqual({ records: 2, seconds: 20 });
    tracker.finish(5n);
    expect(await measured()).toEqual({ records: 1, seconds: 0 });
  });

  it('grows older while the broker does not answer', async () => {
    const { tracker, end, clock, measured } = stage();
    tracker.begin(0n);
    end.offset = '1';
    tracker.deliver(0n, clock.now);
    await measured();
    end.answers = false;
    clock.now += 30_000;
    expect(await measured()).toEqual({ records: 1, seconds: 30 });
  });
});
