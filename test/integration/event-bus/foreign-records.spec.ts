import { randomUUID } from 'node:crypto';
import type { InboundRecord } from '#contracts';
import { KafkaConnection, type Batch, type SubscriptionEvents } from '#event-bus';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { findPython, runScript } from '../main-job/python';

const quiet = (): void => undefined;
const found = findPython();
const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** What a read brought: of each record what is compared, because all of it may be more than fits into memory. */
interface Seen {
  readonly records: Pick<InboundRecord, 'offset' | 'headers' | 'unreadable'>[];
  largestPiece: number;
  valueBytes: number;
  next: bigint | null;
}

/** Reads partition 0 up to its end. */
async function readAll(connection: KafkaConnection, topic: string): Promise<Seen> {
  const [end] = (await connection.administration.ends([topic])).filter(({ partition }) => partition === 0);
  const seen: Seen = { records: [], largestPiece: 0, valueBytes: 0, next: null };
  let crash: Error | undefined;
  const onBatch = async ({ partition, pieces }: Batch): Promise<bigint | null> => {
    if (partition !== 0) return null;
    for await (const { records, next } of pieces) {
      seen.records.push(...records.map(({ offset, headers, unreadable }) => ({ offset, headers, unreadable })));
      const bytes = records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
      seen.largestPiece = Math.max(seen.largestPiece, bytes);
      seen.valueBytes += bytes;
      seen.next = next;
    }
    return seen.next;
  };
  const events: SubscriptionEvents = {
    onBatch,
    onCrash: (error, fatal) => {
      if (fatal) crash = error;
    },
  };
  const options = { groupId: randomUUID(), topics: [topic], fromBeginning: true, sessionTimeoutMs: 10_000 };
  const subscription = await connection.subscribe(options, events);
  await eventually(
    'all is read',
    () => {
      if (crash !== undefined) throw crash;
      expect(seen.next).toBe(BigInt(end!.offset));
      return true;
    },
    60_000,
  );
  await subscription.stop();
  return seen;
}

if ('missing' in found) {
  const reason = `records of Python producers are left out: ${found.missing}`;
  console.warn(reason);
  // oxlint-disable-next-line jest/no-disabled-tests -- the run says what it left out
  it.skip(reason, () => undefined);
} else {
  const { python } = found;

  onEveryBroker(({ name, bootstrap }) => {
    async function exchange(args: readonly string[]): Promise<{ seen: Seen; theirs: readonly number[] }> {
      const connection = new KafkaConnection({ brokers: [bootstrap()], clientId: 'reader' }, { debug: quiet });
      const topic = `foreign-${randomUUID()}`;
      const config = { 'max.message.bytes': '30000000' };
      await connection.administration.createTopics([{ name: topic, partitions: 1, config }]);
      const [theirs] = await runScript(python, 'foreign_producer.py', [bootstrap(), topic, ...args]);
      return { seen: await readAll(connection, topic), theirs: theirs as readonly number[] };
    }

    const offsetsOf = ({ records }: Seen): readonly number[] => records.map(({ offset }) => Number(offset));

    describe('a record of a Python producer', () => {
      it('may have a header without a value', async () => {
        const { seen } = await exchange(['null-header']);
        expect(seen.records).toHaveLength(1);
        expect(Object.entries(seen.records[0]!.headers)).toEqual([['kept', Buffer.from('1')]]);
      });

      it('may have ten thousand headers, and one of them twice', async () => {
        const { seen } = await exchange(['many-headers']);
        expect(Object.keys(seen.records[0]!.headers)).toHaveLength(10_001);
        expect(seen.records[0]?.headers['twice']).toEqual(Buffer.from('2'));
      });

      it.each(CODECS)('comes in batches of any codec (%s)', async (codec) => {
        const { seen, theirs } = await exchange(['batch', codec, '50', '1000']);
        expect(offsetsOf(seen)).toEqual(theirs);
        expect(seen.records.every(({ unreadable }) => unreadable === undefined)).toBe(true);
        expect(seen.valueBytes).toBe(50_000);
      });

      // librdkafka packs all of a batch into one block of snappy, for which a broker needs the memory at once.
      it.each([
        ['gzip', 200],
        ['snappy', 40],
        ['lz4', 200],
        ['zstd', 200],
      ])('comes in one batch with many others, which are not held at once (%s, %i MB)', async (codec, megabytes) => {
        const { seen } = await exchange(['batch', codec, String(megabytes), '1000000']);
        expect(seen.valueBytes).toBe(megabytes * 1_000_000);
        expect(seen.largestPiece).toBeLessThan(2_100_000);
      });
    });

    // The local broker keeps no transactions.
    const onKafka = name === 'kafka' ? describe : describe.skip;
    onKafka('an aborted transaction', () => {
      it.each(['abort', 'abort-keyed', 'abort-interleaved'])('is read as librdkafka reads it (%s)', async (kind) => {
        const { seen, theirs } = await exchange([kind]);
        expect(theirs).toHaveLength(1);
        expect(offsetsOf(seen)).toEqual(theirs);
      });
    });
  });
}
