import { types, type Type } from 'avsc';
import { MalformedAvroError, type ByteCursor } from './byte-cursor';
import type { JsonText } from './json-text';
import { JSON_PROPERTIES, JSON_TEXT } from './logical-types';
import { instantReader, jsonIn, SCALARS } from './scalar-readers';

/** Reads one value, and writes the JSON that it stands for. */
export type Read = (from: ByteCursor, to: JsonText) => void;

/** Worked out once for a schema; a record that holds itself is itself again. */
export function readerOf(type: Type, known = new Map<Type, Read>()): Read {
  const before = known.get(type);
  if (before !== undefined) return before;
  let made: Read | null = null;
  known.set(type, (from, to) => made?.(from, to));
  made = newReader(type, (inner) => readerOf(inner, known));
  known.set(type, made);
  return made;
}

function newReader(type: Type, of: (inner: Type) => Read): Read {
  const scalar = SCALARS[type.typeName];
  if (scalar !== undefined) return (from, to) => to.add(scalar(from));
  if (type instanceof types.LogicalType) return logicalReader(type, of);
  if (type instanceof types.RecordType) return recordReader(type, of);
  if (type instanceof types.ArrayType) return arrayReader(of(type.itemsType));
  if (type instanceof types.MapType) return mapReader(of(type.valuesType));
  if (type instanceof types.WrappedUnionType) return unionReader(type.types.map(of));
  if (type instanceof types.EnumType) return enumReader(type.symbols);
  if (type instanceof types.FixedType) {
    const { size } = type;
    return (from, to) => to.add(JSON.stringify(from.take(size).toString('base64')));
  }
  throw new TypeError(`Avro has no type ${type.typeName}`);
}

function logicalReader(type: types.LogicalType, of: (inner: Type) => Read): Read {
  const { underlyingType } = type;
  const name = type.typeName.slice('logical:'.length);
  if (name === JSON_TEXT && underlyingType instanceof types.StringType) return (from, to) => to.add(jsonIn(from));
  return instantReader(name, underlyingType) ?? of(underlyingType);
}

function unionReader(branches: readonly Read[]): Read {
  return (from, to) => branchOf(branches, from)(from, to);
}

function enumReader(symbols: readonly string[]): Read {
  const texts = symbols.map((symbol) => JSON.stringify(symbol));
  return (from, to) => to.add(branchOf(texts, from));
}

function branchOf<Branch>(branches: readonly Branch[], from: ByteCursor): Branch {
  const branch = branches[from.count()];
  if (branch === undefined) throw new MalformedAvroError('a choice is none of those that there are');
  return branch;
}

function arrayReader(item: Read): Read {
  return (from, to) =>
    to.within('[', ']', () => {
      let isFirst = true;
      forEachInBlocks(from, () => {
        if (!isFirst) to.add(',');
        isFirst = false;
        item(from, to);
      });
    });
}

function mapReader(value: Read): Read {
  return (from, to) =>
    to.within('{', '}', () => {
      let isFirst = true;
      forEachInBlocks(from, () => {
        to.add(`${isFirst ? '' : ','}${JSON.stringify(from.text())}:`);
        isFirst = false;
        value(from, to);
      });
    });
}

/** However many there are said to be: each writes something, and what is written has a limit. */
function forEachInBlocks(from: ByteCursor, read: () => void): void {
  for (let count = from.count(); count !== 0; count = from.count()) {
    // A negative count has the bytes of its block behind it.
    if (count < 0) from.long();
    for (let left = Math.abs(count); left > 0; left--) read();
  }
}

interface FieldReader {
  readonly name: string;
  /** The branches of one that may be left out: `null`, which is its default, and others. */
  readonly optional: readonly (Read | null)[] | null;
  readonly read: Read;
  readonly isProperties: boolean;
}

/** A field that is `null`, and has that as its default, is a property that is not there. */
function recordReader(type: types.RecordType, of: (inner: Type) => Read): Read {
  const fields = type.fields.map((field) => fieldReader(field, of));
  return (from, to) =>
    to.within('{', '}', () => {
      let separator = '';
      const name = (text: string): void => {
        to.add(`${separator}${text}:`);
        separator = ',';
      };
      for (const field of fields) readField(field, from, to, name);
    });
}

function readField(field: FieldReader, from: ByteCursor, to: JsonText, name: (text: string) => void): void {
  if (field.isProperties) {
    forEachInBlocks(from, () => {
      name(JSON.stringify(from.text()));
      to.add(jsonIn(from));
    });
    return;
  }
  const read = field.optional === null ? field.read : branchOf(field.optional, from);
  if (read === null) return;
  name(field.name);
  read(from, to);
}

function fieldReader(field: types.Field, of: (inner: Type) => Read): FieldReader {
  const { name, type } = field;
  return {
    name: JSON.stringify(name),
    optional:
      type instanceof types.WrappedUnionType && field.defaultValue() === null
        ? type.types.map((inner) => (inner.typeName === 'null' ? null : of(inner)))
        : null,
    read: of(type),
    isProperties: type.typeName === `logical:${JSON_PROPERTIES}` && isMapOfTexts(type),
  };
}

function isMapOfTexts(type: Type): boolean {
  const { underlyingType } = type as types.LogicalType;
  if (!(underlyingType instanceof types.MapType)) return false;
  return underlyingType.valuesType.typeName === `logical:${JSON_TEXT}`;
}
