import * as fc from 'fast-check';
import { CompressionTypes } from 'kafkajs';
import produce from 'kafkajs/src/protocol/requests/produce';
import type { ProduceArguments } from 'kafkajs-internals';
import type { OutboundRecord } from '#contracts';
import './corrections';
import { OutgoingRecord } from './produce-request';

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
