/** A field of a row: its type's object identifier, and its bytes as PostgreSQL sends them. */
type Field = readonly [type: number, bytes: Buffer | null];

const int8 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

const int4 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

function rowOf(fields: readonly Field[]): Buffer {
  const parts = fields.map(([type, bytes]) =>
    Buffer.concat([int4(type), int4(bytes?.length ?? -1), bytes ?? Buffer.alloc(0)]),
  );
  return Buffer.concat([int4(fields.length), ...parts]);
}

export interface EntryParts {
  readonly position: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Buffer | null;
}

/** The canonical form of an entry, written by hand. */
export function entryBytes({ position, key, value, headers }: EntryParts): Buffer {
  return rowOf([
    [20, int8(position)],
    [1184, int8(849_268_800_123_000n)],
    [2950, Buffer.from('0190c0d0112283338444555566667777', 'hex')],
    [25, Buffer.from('omninode.audit.agent_execution.v1')],
    [23, int4(2)],
    [20, int8(41n)],
    [1184, null],
    [17, key],
    [17, value],
    [17, headers],
  ]);
}
