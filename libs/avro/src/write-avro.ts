import { Type, types } from 'avsc';
import { isObject, type JsonObject } from '#contracts';
import { OTHER_PROPERTIES, type AvroSchema } from './avro-schema';
import { JSON_TEXT, LOGICAL_TYPES } from './logical-types';

/** Any JSON object as a value of a schema that `avroSchemaOf` derived. */
export type AvroWriter = (value: JsonObject) => Buffer;

export function avroWriter(schema: AvroSchema): AvroWriter {
  const type = Type.forSchema(schema as Parameters<typeof Type.forSchema>[0], { logicalTypes: LOGICAL_TYPES });
  if (!(type instanceof types.RecordType)) throw new TypeError('a message is a record');
  return (value) => type.toBuffer(recordOf(type, value));
}

/** No value of the type is this one. */
const UNFIT = Symbol('unfit');

/** Everything has a place: what fits no field is text among the other properties. */
function recordOf({ fields }: types.RecordType, value: JsonObject): Record<string, unknown> {
  const others: Record<string, string> = Object.create(null) as Record<string, string>;
  const record: Record<string, unknown> = { [OTHER_PROPERTIES]: others };
  const typeOf = new Map(fields.map(({ name, type }) => [name, type]));
  typeOf.delete(OTHER_PROPERTIES);
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const type = typeOf.get(name);
    const fitting = type === undefined || inner === null ? UNFIT : fit(type, inner);
    if (fitting === UNFIT) others[name] = JSON.stringify(inner);
    else record[name] = fitting;
  }
  return record;
}

function fit(type: Type, value: unknown): unknown {
  if (type instanceof types.RecordType) return isObject(value) ? recordOf(type, value) : UNFIT;
  if (type instanceof types.ArrayType) return Array.isArray(value) ? listOf(type.itemsType, value) : UNFIT;
  if (type instanceof types.MapType) return isObject(value) ? mapOf(type.valuesType, value) : UNFIT;
  if (type instanceof types.UnwrappedUnionType) return fitChoice(type.types, value);
  return fits(type.typeName, value) ? (type.typeName === TEXT ? JSON.stringify(value) : value) : UNFIT;
}

function listOf(type: Type, values: readonly unknown[]): unknown {
  const list = values.map((value) => fit(type, value));
  return list.includes(UNFIT) ? UNFIT : list;
}

function mapOf(type: Type, values: JsonObject): unknown {
  const entries = Object.entries(values).map(([name, value]) => [name, fit(type, value)] as const);
  if (entries.some(([name, value]) => value === UNFIT || !name.isWellFormed())) return UNFIT;
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
}

/** `null`, or the one type that there is besides. */
function fitChoice(choices: readonly Type[], value: unknown): unknown {
  if (value === null) return null;
  const type = choices.find(({ typeName }) => typeName !== 'null');
  return type === undefined ? UNFIT : fit(type, value);
}

const TEXT = `logical:${JSON_TEXT}`;

/** Exactly: -0 and halves of surrogate pairs would come back as something else, and avsc refuses the largest numbers. */
function fits(typeName: string, value: unknown): boolean {
  switch (typeName) {
    case TEXT:
      return value !== undefined;
    case 'string':
      return typeof value === 'string' && value.isWellFormed();
    case 'boolean':
      return typeof value === 'boolean';
    case 'long':
      return (
        Number.isSafeInteger(value) && Math.abs(value as number) < Number.MAX_SAFE_INTEGER && !Object.is(value, -0)
      );
    case 'double':
      return Number.isFinite(value);
    default:
      return false;
  }
}
