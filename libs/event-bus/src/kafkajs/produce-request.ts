import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { CompressionTypes } from 'kafkajs';
import Encoder from 'kafkajs/src/protocol/encoder';
import crc32C from 'kafkajs/src/protocol/recordBatch/crc32C';
import produce from 'kafkajs/src/protocol/requests/produce';
import type { ProduceArguments } from 'kafkajs-internals';
import { decodeHeaders, type AnyOutboundRecord, type RawHeader } from '#contracts';
import { encodeRecords, type Fields } from './record-writer';

const gzipInPool = promisify(gzip);

const GZIP: number = CompressionTypes.GZIP;

/** Below this a thread of the pool costs more than the work. */
const SMALL_BYTES = 16_384;

/** From this version on the broker takes record batches of magic 2. */
const FIRST_VERSION = 3;

const NONE: readonly RawHeader[] = [];

/** A record as it is given to the client's producer: what marks a request as one that is encoded here. */
export class OutgoingRecord implements Fields {
  readonly key: Fields['key'];
  readonly value: Fields['value'];
  readonly partition: number | undefined;
  readonly rawHeaders: Fields['rawHeaders'];
  readonly headers: Fields['headers'];

  constructor(record: AnyOutboundRecord) {
    this.key = record.key;
    this.value = record.value;
    this.partition = ('partition' in record ? record.partition : undefined) ?? undefined;
    this.rawHeaders = 'rawHeaders' in record ? decodeHeaders(record.rawHeaders) : NONE;
    this.headers = record.headers ?? {};
  }
}

/**
 * Corrects src/protocol/requests/produce for our producers: the records of a batch are written into one buffer, instead
 * of one encoder of 512 zeroed bytes for each record and for each of its headers. The bytes are the same.
 */
export function correctProduceRequest(): void {
  const { protocol } = produce;
  produce.protocol = ({ version }) => {
    const make = protocol({ version });
    if (version < FIRST_VERSION) return make;
    return (args) => {
      const made = make(args);
      return isOurs(args) ? { ...made, request: { ...made.request, encode: () => encodeProduce(args) } } : made;
    };
  };
}

function isOurs({ compression, topicData }: ProduceArguments): boolean {
  return compression === GZIP && topicData[0]?.partitions[0]?.messages[0] instanceof OutgoingRecord;
}

async function encodeProduce({ acks, timeout, topicData, ...producer }: ProduceArguments): Promise<Encoder> {
  const { transactionalId = null } = producer;
  const request = new Encoder()
    .writeString(transactionalId)
    .writeInt16(acks)
    .writeInt32(timeout)
    .writeInt32(topicData.length);
  for (const { topic, partitions } of topicData) {
    request.writeString(topic).writeInt32(partitions.length);
    for (const { partition, messages, firstSequence } of partitions) {
      const records = messages as readonly OutgoingRecord[];
      const batch = await encodeBatch(records, { ...producer, firstSequence });
      request.writeInt32(partition).writeBytes(batch);
    }
  }
  return request;
}

type Producer = Pick<ProduceArguments, 'producerId' | 'producerEpoch' | 'transactionalId'> & {
  readonly firstSequence: number;
};

/** As https://kafka.apache.org/documentation/#recordbatch lays it out. */
const HEADER_BYTES = 61;
const LENGTH_FROM = 12;
const CRC_AT = 17;
const CRC_FROM = 21;

/** Among the attributes of a batch. */
const TRANSACTIONAL = 16;

async function encodeBatch(records: readonly OutgoingRecord[], producer: Producer): Promise<Buffer> {
  const now = BigInt(Date.now());
  const body = await compress(encodeRecords(records));
  const batch = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  batch.writeBigInt64BE(0n, 0);
  batch.writeInt32BE(batch.length - LENGTH_FROM, 8);
  batch.writeInt32BE(0, LENGTH_FROM);
  batch.writeInt8(2, 16);
  batch.writeInt16BE(GZIP | (producer.transactionalId ? TRANSACTIONAL : 0), CRC_FROM);
  batch.writeInt32BE(records.length - 1, 23);
  batch.writeBigInt64BE(now, 27);
  batch.writeBigInt64BE(now, 35);
  batch.writeBigInt64BE(BigInt(producer.producerId.toString()), 43);
  batch.writeInt16BE(producer.producerEpoch, 51);
  batch.writeInt32BE(producer.firstSequence, 53);
  batch.writeInt32BE(records.length, 57);
  body.copy(batch, HEADER_BYTES);
  batch.writeUInt32BE(crc32C(batch.subarray(CRC_FROM)), CRC_AT);
  return batch;
}

function compress(bytes: Buffer): Buffer | Promise<Buffer> {
  return bytes.length <= SMALL_BYTES ? gzipSync(bytes) : gzipInPool(bytes);
}
