import * as fc from 'fast-check';
import { CompressionTypes } from 'kafkajs';
import produce from 'kafkajs/src/protocol/requests/produce';
import type { ProduceArguments } from 'kafkajs-internals';
import { encodeHeaders, type ExactRecord, type InboundRecord, type OutboundRecord, type RawHeader } from '#contracts';
import './corrections';
import { OutgoingRecord } from './produce-request';
import { RecordSet } from './record-set';

const NOW = 1_765_432_109_876;

const bytes = fc.uint8Array().map((array) => Buffer.from(array));
const text = fc.string({ unit: 'binary' }).map((some) => some.toWellFormed());
const value = fc.oneof(text, bytes, fc.constant('x'.repeat(20_000)));
const record: fc.Arbitrary<OutboundRecord> = fc.record(
  {
    topic: fc.constant('t'),
    key: fc.oneof(fc.constant(null), text, bytes),
    value,
    headers: fc.dictionary(text, fc.oneof(text, bytes)),
  },
  { requiredKeys: ['topic', 'key', 'value'] },
);
const batch = fc.record({
  partition: fc.nat(),
  firstSequence: fc.nat(),
  records: fc.array(record, { minLength: 1, maxLength: 200 }),
});
const topics = fc.array(fc.record({ topic: text, partitions: fc.array(batch, { minLength: 1, maxLength: 3 }) }), {
  minLength: 1,
  maxLength: 3,
});

type Topics = ReturnType<(typeof topics)['generate']>['value'];

function argumentsOf(
  data: Topics,
  prepare: (record: OutboundRecord) => object,
  transactionalId?: string,
): ProduceArguments {
  return {
    transactionalId,
    acks: -1,
    timeout: 30_000,
    compression: CompressionTypes.GZIP,
    producerId: { toString: () => '1234567890123' },
    producerEpoch: 7,
    topicData: data.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ records, ...rest }) => ({ ...rest, messages: records.map(prepare) })),
    })),
  };
}

async function encoded(version: number, args: ProduceArguments): Promise<Buffer> {
  const encoder = await produce.protocol({ version })(args).request.encode();
  return encoder.buffer;
}

/** Everything of a request for one topic with a short name before its one batch. */
const BEFORE_BATCH = 27;

async function readAgain(records: readonly ExactRecord[]): Promise<readonly InboundRecord[]> {
  const data = [{ topic: 't', partitions: [{ partition: 0, firstSequence: 0, records: [] as OutboundRecord[] }] }];
  const args = argumentsOf(data, (one) => one);
  Object.assign(args.topicData[0]!.partitions[0]!, { messages: records.map((one) => new OutgoingRecord(one)) });
  const batch = (await encoded(7, args)).subarray(BEFORE_BATCH);
  const read: InboundRecord[] = [];
  for await (const piece of new RecordSet(batch, []).pieces({ topic: 't', partition: 0 }, 0n))
    read.push(...piece.records);
  return read;
}

describe('a produce request of ours', () => {
  beforeAll(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
  afterAll(() => jest.restoreAllMocks());

  it.each([3, 7])('of version %i is, byte for byte, what kafkajs makes of the same records', async (version) => {
    await fc.assert(
      fc.asyncProperty(topics, fc.constantFrom(undefined, 'transaction'), async (data, transaction) => {
        const ours = argumentsOf(data, (one) => new OutgoingRecord(one), transaction);
        const plain = ({ key, value: content, headers }: OutboundRecord) => ({ key, value: content, headers });
        const theirs = argumentsOf(data, plain, transaction);
        expect((await encoded(version, ours)).equals(await encoded(version, theirs))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('holds exact records byte for byte: null keys and values, repeated names, null headers, no text', async () => {
    const some = fc.option(bytes, { nil: null });
    const name = fc.oneof(fc.constant(Buffer.from('x')), bytes);
    const header = fc.tuple(name, some).map((pair): RawHeader => pair);
    const exact = fc.record({ key: some, value: some, headers: fc.array(header) });
    await fc.assert(
      fc.asyncProperty(fc.array(exact, { minLength: 1 }), async (all) => {
        const sent = all.map(({ key, value: content, headers }): ExactRecord => ({
          topic: 't',
          key,
          value: content,
          rawHeaders: encodeHeaders(headers),
        }));
        const read = await readAgain(sent);
        expect(
          read.map(({ key, value: content, rawHeaders }) => ({ topic: 't', key, value: content, rawHeaders })),
        ).toEqual(sent);
      }),
      { numRuns: 100 },
    );
  });

  it('has the headers that were added to an exact record behind its own', async () => {
    const own: RawHeader[] = [[Buffer.from('a'), Buffer.from([0xff])]];
    const [read] = await readAgain([
      { topic: 't', key: null, value: null, rawHeaders: encodeHeaders(own), headers: { a: 'b' } },
    ]);
    expect(read?.rawHeaders).toEqual(encodeHeaders([...own, [Buffer.from('a'), Buffer.from('b')]]));
    expect(read?.headers).toEqual({ a: Buffer.from('b') });
  });

  it('leaves requests of others, and old versions, to kafkajs', async () => {
    const data = [
      {
        topic: 't',
        partitions: [{ partition: 0, firstSequence: 0, records: [{ topic: 't', key: null, value: 'v' }] }],
      },
    ];
    const old = await encoded(
      2,
      argumentsOf(data, (one) => new OutgoingRecord(one)),
    );
    expect(old.length).toBeGreaterThan(0);
    const plain = { ...argumentsOf(data, (one) => new OutgoingRecord(one)), compression: CompressionTypes.None };
    expect((await encoded(7, plain)).includes('v')).toBe(true);
  });
});
