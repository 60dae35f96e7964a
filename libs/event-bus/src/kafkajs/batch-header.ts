/** One record batch as it is stored (magic 2), or one message of the older formats, whose prefix is the same. */
export interface StoredBatch {
  readonly magic: number;
  readonly baseOffset: bigint;
  /** Kept by compaction, so records may be missing before it too. */
  readonly lastOffset: bigint;
  readonly codec: number;
  readonly isControl: boolean;
  readonly isTransactional: boolean;
  readonly producerId: bigint;
  readonly baseTimestamp: number;
  /** Set where the broker's own time counts for every record. */
  readonly appendTimestamp: number | null;
  readonly recordCount: number;
  /** What is compressed, if it is. */
  readonly body: Buffer;
  readonly bytes: Buffer;
  /** Why it cannot be read at all. */
  readonly fault: string | null;
}

const PREFIX_BYTES = 17;
const HEADER_BYTES = 61;

/** The complete batches of a record set; the last one of a fetch may be cut off, and is fetched again. */
export function* batchesOf(set: Buffer): Generator<StoredBatch> {
  for (let at = 0; at + PREFIX_BYTES <= set.length;) {
    const end = at + 12 + set.readInt32BE(at + 8);
    if (end < at + PREFIX_BYTES) {
      // Nothing tells where the next one begins. As the first of a fetch it is passed over, else it will be the first.
      if (at === 0) yield broken(set, 'the batch has no length');
      return;
    }
    if (end > set.length) return;
    yield readBatch(set.subarray(at, end));
    at = end;
  }
}

function readBatch(bytes: Buffer): StoredBatch {
  const magic = bytes.readInt8(16);
  if (magic === 0 || magic === 1) return { ...broken(bytes, ''), fault: null };
  if (magic !== 2) return broken(bytes, `record format ${magic} is unknown`);
  if (bytes.length < HEADER_BYTES) return broken(bytes, 'the batch is shorter than its header');
  const attributes = bytes.readInt16BE(21);
  const recordCount = bytes.readInt32BE(57);
  const fault = bytes.readInt32BE(23) < 0 || recordCount < 0 ? 'the batch has a negative number of records' : null;
  return {
    magic,
    baseOffset: bytes.readBigInt64BE(0),
    lastOffset: lastOffsetOf(bytes),
    codec: attributes & 7,
    isControl: (attributes & 0x20) > 0,
    isTransactional: (attributes & 0x10) > 0,
    producerId: bytes.readBigInt64BE(43),
    baseTimestamp: Number(bytes.readBigInt64BE(27)),
    appendTimestamp: (attributes & 0x08) > 0 ? Number(bytes.readBigInt64BE(35)) : null,
    recordCount,
    body: bytes.subarray(HEADER_BYTES),
    bytes,
    fault,
  };
}

function broken(bytes: Buffer, fault: string): StoredBatch {
  return {
    magic: bytes.readInt8(16),
    baseOffset: bytes.readBigInt64BE(0),
    lastOffset: lastOffsetOf(bytes),
    codec: 0,
    isControl: false,
    isTransactional: false,
    producerId: -1n,
    baseTimestamp: 0,
    appendTimestamp: null,
    recordCount: 0,
    body: bytes,
    bytes,
    fault,
  };
}

/** The older formats' messages have one offset; that of a compressed one is its last record's. */
function lastOffsetOf(bytes: Buffer): bigint {
  const older = bytes.readInt8(16) < 2 || bytes.length < HEADER_BYTES;
  return bytes.readBigInt64BE(0) + (older ? 0n : BigInt(Math.max(0, bytes.readInt32BE(23))));
}
