import { binaryColumn } from '#storage';
import type { DeadLetterRow } from './dead-letter-row';
import type { Group } from './groups/group-of';

/** A row as it is stored: every text is storable. */
export type GroupedRow = DeadLetterRow & { readonly group: Group };

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
  ...texts('dlq_topic', 'shape', 'original_topic', 'error_code', 'error_type', 'error_message', 'error_category'),
  ...texts('correlation_id', 'event_type', 'consumer_group'),
  ...bytes('raw', 'original_key', 'original_value', 'original_raw_headers', 'sealed'),
  ...integers('dlq_partition', 'original_partition', 'retry_count'),
  ...offsets('dlq_offset', 'original_offset'),
  ...times('received_at', 'failed_at'),
  column('original_headers', 'text', ({ original_headers: headers }) => headers && JSON.stringify(headers), '::jsonb'),
  column('exact', 'int4', ({ exact }) => (exact === null ? null : Number(exact)), '::boolean'),
  // It tells groups apart before it is hidden.
  column('error_stack', 'text', ({ error_stack, sealed }) => (sealed ? null : error_stack)),
  column('subjects', 'text', ({ subjects }) => (subjects ? `{${subjects.join(',')}}` : null), '::bigint[]'),
  column('group_id', 'uuid', ({ group }) => Buffer.from(group.id.replaceAll('-', ''), 'hex')),
];

function texts(...names: readonly NamesOf<string>[]): Column[] {
  return names.map((name) => column(name, 'text', ({ [name]: value }) => value));
}

function bytes(...names: readonly NamesOf<Buffer>[]): Column[] {
  return names.map((name) => column(name, 'bytea', ({ [name]: value }) => value ?? null));
}

function integers(...names: readonly NamesOf<number>[]): Column[] {
  return names.map((name) => column(name, 'int4', ({ [name]: value }) => value));
}

function offsets(...names: readonly ('dlq_offset' | 'original_offset')[]): Column[] {
  return names.map((name) => column(name, 'int8', ({ [name]: value }) => (value === null ? null : BigInt(value))));
}

function times(...names: readonly NamesOf<Date>[]): Column[] {
  const milliseconds = (time: Date | null) => (time === null ? null : BigInt(time.getTime()));
  return names.map((name) => {
    const made = column(name, 'int8', ({ [name]: value }) => milliseconds(value));
    return { ...made, stored: `to_timestamp(${name} / 1000.0)` };
  });
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
