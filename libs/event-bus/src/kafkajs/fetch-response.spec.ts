import { batchOf } from './batches.fixture';
import { decodeFetch } from './fetch-response';

type Decode = (bytes: Buffer) => Promise<object>;

const VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11];

function int(value: number, bytes: 2 | 4): Buffer {
  const written = Buffer.alloc(bytes);
  written.writeIntBE(value, 0, bytes);
  return written;
}

function long(value: bigint): Buffer {
  const written = Buffer.alloc(8);
  written.writeBigInt64BE(value);
  return written;
}

/** One topic with a partition that has records and one that has none. */
function response(version: number): Buffer {
  const head = version < 7 ? [int(7, 4)] : [int(7, 4), int(0, 2), int(99, 4)];
  const partition = (index: number, records: Buffer) => [
    int(index, 4),
    int(0, 2),
    long(10n),
    long(9n),
    ...(version < 5 ? [] : [long(1n)]),
    ...(index === 0 ? [int(1, 4), long(5n), long(0n)] : [int(-1, 4)]),
    ...(version < 11 ? [] : [int(-1, 4)]),
    int(records.length, 4),
    records,
  ];
  const records = batchOf({ records: [{ value: Buffer.from('a') }, { value: Buffer.from('b') }], baseOffset: 3 });
  const topic = [int(1, 4), int(1, 2), Buffer.from('t'), int(2, 4), ...partition(0, records)];
  return Buffer.concat([...head, ...topic, ...partition(1, Buffer.alloc(0))]);
}

function withoutRecords(decoded: object): unknown {
  return JSON.parse(
    JSON.stringify(decoded, (name, value: unknown) =>
      name === 'messages' ? (value as object[]).length > 0 : name === 'abortedTransactions' ? undefined : value,
    ),
  );
}

describe('a fetch response', () => {
  it.each(VERSIONS)('of version %i is read as kafkajs reads it, but for the records', async (version) => {
    const { decode } = require(`kafkajs/src/protocol/requests/fetch/v${version}/response`) as {
      readonly decode: Decode;
    };
    const theirs = await decode(response(version));
    expect(withoutRecords(decodeFetch(response(version), version))).toEqual(withoutRecords(theirs));
  });

  it('gives one message for all that was fetched of a partition, and none where that is nothing', () => {
    const [topic] = decodeFetch(response(11), 11).responses;
    const messages = topic?.partitions.map((partition) => partition.messages);
    expect(messages).toMatchObject([[{ offset: '4', isControlRecord: false }], []]);
  });
});
