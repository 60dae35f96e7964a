import { mentions, type Opened, type PersonalData, type Sealed } from '#personal-data';
import type { DeadLetterRow, StoredDeadLetter } from './dead-letter-row';

/** Texts for people that stay readable where they do not say who it is. */
const TEXTS = ['correlation_id', 'event_type', 'consumer_group', 'error_type'] as const;

const EXACT = Buffer.from('exact');

/** Dead letters that are about nobody stay as they are; of the others the records, and what quotes them, are sealed. */
export async function sealDeadLetters<Row extends DeadLetterRow>(
  personal: PersonalData,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (personal.masters === undefined) return rows;
  const found = rows
    .map((row) => ({ row, subjects: subjectsOf(personal, row) }))
    .filter(({ subjects }) => subjects.size > 0);
  if (found.length === 0) return rows;
  const sealed = await personal.seal(
    found.map(({ row, subjects }) => ({ subjects, at: row.received_at, parts: partsOf(row), context: contextOf(row) })),
  );
  const byRow = new Map(found.map(({ row, subjects }, index) => [row, withSeal(row, subjects, sealed[index]!)]));
  return rows.map((row) => byRow.get(row) ?? row);
}

function subjectsOf(personal: PersonalData, row: DeadLetterRow): ReadonlySet<string> {
  const topic = row.original_topic ?? row.dlq_topic;
  const headers = row.original_raw_headers;
  const found = [row.raw, row.original_value].map((value) =>
    personal.subjectsOf({ topic, key: row.original_key, value, headers }),
  );
  return new Set([...found.flatMap((some) => [...some]), ...personal.subjectsOf(textsOf(row, topic))]);
}

/** The writer's own words may quote the record. */
function textsOf({ error_message, error_stack, original_headers }: DeadLetterRow, topic: string) {
  const words = Buffer.from(`${error_message}\n${error_stack ?? ''}`);
  return { topic, key: words, value: jsonOf(original_headers), headers: null };
}

function partsOf(row: DeadLetterRow): readonly (Buffer | null)[] {
  return [
    row.raw,
    row.original_key,
    row.original_value,
    row.original_raw_headers,
    jsonOf(row.original_headers),
    Buffer.from(row.error_message),
    row.exact === true ? EXACT : null,
    row.error_stack === null ? null : Buffer.from(row.error_stack),
  ];
}

function withSeal<Row extends DeadLetterRow>(
  row: Row,
  subjects: ReadonlySet<string>,
  { envelope, keyIds }: Sealed,
): Row {
  const hidden = TEXTS.filter((name) => mentions(row[name] ?? '', subjects));
  return {
    ...row,
    ...Object.fromEntries(hidden.map((name) => [name, name === 'error_type' ? '' : null])),
    raw: Buffer.alloc(0),
    original_key: null,
    original_value: null,
    original_headers: null,
    original_raw_headers: null,
    error_message: mentions(row.error_message, subjects) ? '' : row.error_message,
    // As long as it is not opened; a tombstone would be sent again in its place.
    exact: false,
    sealed: envelope,
    subjects: keyIds.map(String),
  };
}

type Sealable = Pick<
  StoredDeadLetter,
  'dlq_topic' | 'dlq_partition' | 'dlq_offset' | 'original_key' | 'original_value' | 'original_headers'
> &
  Pick<StoredDeadLetter, 'original_raw_headers' | 'exact' | 'sealed'> & { readonly raw: Buffer | null };

/** Rows as they were, where the keys of those they are about are still there. */
export async function openDeadLetters<Row extends Sealable>(
  personal: PersonalData,
  rows: readonly Row[],
): Promise<readonly (Row & { readonly seal: Seal })[]> {
  const sealed = rows.filter((row) => row.sealed !== null);
  const opened =
    sealed.length === 0
      ? []
      : await personal.open(sealed.map((row) => ({ envelope: row.sealed!, context: contextOf(row) })));
  const byRow = new Map(sealed.map((row, index) => [row, withOpened(row, opened[index]!)]));
  return rows.map((row) => byRow.get(row) ?? { ...row, seal: null });
}

/** `erased`: somebody whom it is about was erased. `locked`: it cannot be opened here. `null`: it is about nobody. */
export type Seal = 'open' | 'erased' | 'locked' | null;

function withOpened<Row extends Sealable>(row: Row, opened: Opened): Row & { readonly seal: Seal } {
  if (typeof opened === 'string') return { ...row, seal: opened };
  const [raw = null, key = null, value = null, rawHeaders = null, headers = null, ...words] = opened;
  const [message = null, exact = null, stack = null] = words;
  return {
    ...row,
    raw,
    original_key: key,
    original_value: value,
    original_raw_headers: rawHeaders,
    original_headers: headers === null ? null : (JSON.parse(headers.toString()) as Record<string, string>),
    error_message: message?.toString() ?? '',
    error_stack: stack?.toString() ?? null,
    exact: exact !== null,
    seal: 'open',
  };
}

function contextOf({
  dlq_topic,
  dlq_partition,
  dlq_offset,
}: Pick<DeadLetterRow, 'dlq_topic' | 'dlq_partition' | 'dlq_offset'>) {
  return Buffer.from(`dead letter ${dlq_topic}/${dlq_partition}/${dlq_offset}`);
}

function jsonOf(headers: DeadLetterRow['original_headers']): Buffer | null {
  return headers === null ? null : Buffer.from(JSON.stringify(headers));
}
