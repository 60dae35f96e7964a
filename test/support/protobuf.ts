/** A field of a message: bytes, or a number of any wire type that has one. */
export interface Field {
  readonly field: number;
  readonly value: Buffer | bigint;
}

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];

/** What a message holds, in the order in which it was written. */
export function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const take = (length: number): Buffer => message.subarray(at, (at += length));
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(take(1).readUInt8());
      value |= (byte & 0x7fn) << shift;
      if (byte < 0x80n) return value;
    }
  };
  const valueOf = (type: number): Buffer | bigint => {
    if (type === VARINT) return varint();
    if (type === FIXED64) return take(8).readBigUInt64LE();
    if (type === FIXED32) return BigInt(take(4).readUInt32LE());
    if (type === BYTES) return take(Number(varint()));
    throw new Error(`wire type ${type}`);
  };
  while (at < message.length) {
    const tag = Number(varint());
    fields.push({ field: tag >> 3, value: valueOf(tag & 7) });
  }
  return fields;
}

/** All messages or texts of a repeated field. */
export function allOf(fields: readonly Field[], of: number): readonly Buffer[] {
  return fields.flatMap(({ field, value }) => (field === of && Buffer.isBuffer(value) ? [value] : []));
}

export function bytesIn(fields: readonly Field[], of: number): Buffer {
  return allOf(fields, of)[0] ?? Buffer.alloc(0);
}

export function textIn(fields: readonly Field[], of: number): string {
  return bytesIn(fields, of).toString('utf8');
}
