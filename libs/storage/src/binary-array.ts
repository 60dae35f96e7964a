/** Object identifiers of element types, fixed in PostgreSQL (src/include/catalog/pg_type.dat). */
const OID = { bytea: 17, int8: 20, int4: 23, text: 25, uuid: 2950 } as const;

const WIDTH: Partial<Record<ElementType, number>> = { int8: 8, int4: 4, uuid: 16 };

const DIMENSION_BYTES = 20;

export type ElementType = keyof typeof OID;

interface Elements {
  readonly bytea: Buffer;
  readonly int8: bigint;
  readonly int4: number;
  readonly text: string;
  /** 16 bytes. */
  readonly uuid: Buffer;
}

/**
 * A one-dimensional array as PostgreSQL receives it in binary (array_send in src/backend/utils/adt/arrayfuncs.c). As a
 * parameter with a cast, `$1::bytea[]`, it takes the place of a text that is more than twice as long and has to be parsed.
 */
function binaryArray<Type extends ElementType>(type: Type, elements: readonly (Elements[Type] | null)[]): Buffer {
  const sizes = elements.map((element) => sizeOf(type, element));
  const length = DIMENSION_BYTES + sizes.reduce((sum, size) => sum + 4 + Math.max(size, 0), 0);
  const bytes = Buffer.allocUnsafe(length);
  let at = bytes.writeInt32BE(elements.length > 0 ? 1 : 0, 0);
  at = bytes.writeInt32BE(sizes.includes(-1) ? 1 : 0, at);
  at = bytes.writeInt32BE(OID[type], at);
  if (elements.length === 0) return bytes.subarray(0, at);
  at = bytes.writeInt32BE(elements.length, at);
  at = bytes.writeInt32BE(1, at);
  for (const [index, element] of elements.entries()) {
    at = bytes.writeInt32BE(sizes[index]!, at);
    if (element !== null) at = write(bytes, element, at);
  }
  return bytes;
}

/** What is read from each row, as such an array. */
export function binaryColumn<Type extends ElementType, Row>(
  type: Type,
  rows: readonly Row[],
  read: (row: Row) => Elements[Type] | null,
): Buffer {
  return binaryArray(type, rows.map(read));
}

function sizeOf(type: ElementType, element: Elements[ElementType] | null): number {
  if (element === null) return -1;
  return WIDTH[type] ?? (typeof element === 'string' ? Buffer.byteLength(element) : (element as Buffer).length);
}

function write(bytes: Buffer, element: Elements[ElementType], at: number): number {
  if (typeof element === 'bigint') return bytes.writeBigInt64BE(element, at);
  if (typeof element === 'number') return bytes.writeInt32BE(element, at);
  if (typeof element === 'string') return at + bytes.write(element, at);
  return at + element.copy(bytes, at);
}
