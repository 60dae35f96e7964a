import { binaryColumn } from '#storage';
import type { DeadLetterRow } from './dead-letter-row';
import type { Group } from './groups/group-of';
import { storable } from './storable';

export interface GroupedRow {
  readonly row: DeadLetterRow;
  readonly group: Group;
}

/** The code is indexed, and an index entry holds at most 2.7 kB. */
const CODE_CHARACTERS = 200;

interface Column {
  readonly name: keyof DeadLetterRow | 'group_id';
  /** Of the elements that are sent. */
  readonly type: 'text' | 'int4' | 'int8' | 'bytea' | 'uuid';
  /** What is stored, by the name of what was sent. */
  readonly stored: string;
  readonly bind: (rows: readonly GroupedRow[]) => Buffer;
}

/** What is bound for a row: one binary array a column, which costs far less than a parameter a value. */
export const COLUMNS: readonly Column[] = [
  ...texts('dlq_topic', 'shape', 'original_topic', 'error_type', 'error_message', 'error_category'),
  ...texts('correlation_id', 'event_type', 'consumer_group'),
  column('error_code', 'text', ({ row }) => storable.text(row.error_code.slice(0, CODE_CHARACTERS))),
  ...bytes('raw', 'original_key', 'original_value', 'original_raw_headers', 'sealed'),
  ...integers('dlq_partition', 'original_partition'),
  column('retry_count', 'int4', ({ row }) => storable.int4(row.retry_count) ?? 0),
  ...offsets('dlq_offset', 'original_offset'),
  time('received_at', ({ received_at }) => received_at),
  time('failed_at', ({ failed_at }) => storable.time(failed_at)),
  column('original_headers', 'text', ({ row }) => headersOf(row), '::jsonb'),
  // It tells groups apart before it is hidden.
  column('error_stack', 'text', ({ row }) => (row.sealed ? null : storable.text(row.error_stack))),
  column('exact', 'int4', ({ row }) => (row.exact === null ? null : Number(row.exact)), '::boolean'),
  column('subjects', 'text', ({ row }) => (row.subjects ? `{${row.subjects.join(',')}}` : null), '::bigint[]'),
  column('group_id', 'uuid', ({ group }) => Buffer.from(group.id.replaceAll('-', ''), 'hex')),
];

function texts(...names: readonly NamesOf<string>[]): Column[] {
  return names.map((name) => column(name, 'text', ({ row }) => storable.text(row[name])));
}

function bytes(...names: readonly NamesOf<Buffer>[]): Column[] {
  return names.map((name) => column(name, 'bytea', ({ row }) => row[name] ?? null));
}

function integers(...names: readonly NamesOf<number>[]): Column[] {
  return names.map((name) => column(name, 'int4', ({ row }) => storable.int4(row[name])));
}

function offsets(...names: readonly ('dlq_offset' | 'original_offset')[]): Column[] {
  return names.map((name) => column(name, 'int8', ({ row }) => storable.int8(row[name])));
}

function time(name: 'received_at' | 'failed_at', read: (row: DeadLetterRow) => Date | null): Column {
  const milliseconds = (at: Date | null) => at && BigInt(at.getTime());
  const stored = `to_timestamp(${name} / 1000.0)`;
  return { ...column(name, 'int8', ({ row }) => milliseconds(read(row))), stored };
}

function headersOf({ original_headers: headers }: DeadLetterRow): string | null {
  return headers && JSON.stringify(storable.headers(headers));
}

/** Columns that hold such a value, or nothing. */
type NamesOf<Value> = {
  [Name in keyof DeadLetterRow]-?: DeadLetterRow[Name] extends Value | null | undefined ? Name : never;
}[keyof DeadLetterRow];

function column<Type extends Column['type']>(
  name: Column['name'],
  type: Type,
  read: Parameters<typeof binaryColumn<Type, GroupedRow>>[2],
  cast = '',
): Column {
  return { name, type, stored: `${name}${cast}`, bind: (rows) => binaryColumn(type, rows, read) };
}
