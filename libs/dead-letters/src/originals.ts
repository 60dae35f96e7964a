import { encodeHeaders, isObject, rawHeadersOf } from '#contracts';
import type { Query } from '#storage';
import type { PersonalData } from '#personal-data';
import type { StoredDeadLetter } from './dead-letter-row';
import { openDeadLetters, type Seal } from './sealing';
import type { DeadLetterStatus } from './states/states';

/** The failed record of a dead letter. */
export interface Original {
  /** The dead-letter topic. */
  readonly dlq_topic: string;
  /** `null` where the writer did not say. */
  readonly topic: string | null;
  readonly partition: number | null;
  readonly key: Buffer | null;
  /** `null` is a tombstone. */
  readonly value: Buffer | null;
  /** As `encodeHeaders` writes them. */
  readonly rawHeaders: Buffer;
  /** Byte for byte what failed, as far as is known; `false`: all or a part of it is missing, or was written anew. */
  readonly exact: boolean;
  readonly seal: Seal;
  readonly id: string;
  readonly status: DeadLetterStatus;
  readonly attempt: number;
  readonly redrive_id: string | null;
}

/** `raw` only where it is needed: records are large. */
const READ = `
SELECT id, dlq_topic, shape, original_topic, original_partition, original_key, original_value, original_headers,
  original_raw_headers, exact, dlq_partition, dlq_offset, sealed, status, attempt, redrive_id, CASE WHEN exact IS NULL THEN raw END AS raw
FROM dead_letters WHERE id = ANY ($1::bigint[])`;

type Row = Omit<StoredDeadLetter, 'raw'> & { readonly raw: Buffer | null };

/** By id; those that are gone are missing. */
export async function readOriginals(
  personal: PersonalData,
  query: Query,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Original>> {
  const rows = await openDeadLetters(personal, await query<Row>(READ, [ids]));
  return new Map(rows.map((row) => [row.id, originalOf(row)]));
}

function originalOf(row: Row & { readonly seal: Seal }): Original {
  const before = row.raw === null ? null : wrapped(row.shape, row.raw);
  return {
    id: row.id,
    status: row.status,
    attempt: row.attempt,
    redrive_id: row.redrive_id,
    dlq_topic: row.dlq_topic,
    topic: row.original_topic,
    partition: row.original_partition,
    key: row.original_key,
    value: row.original_value,
    rawHeaders: row.original_raw_headers ?? encodeHeaders(before?.headers ?? rawHeadersOf(row.original_headers ?? {})),
    seal: row.seal,
    exact: row.exact ?? (row.original_value !== null || before?.tombstone === true),
  };
}

/** What a program that did not keep it yet has left in the dead letter itself, where it is one of our own. */
function wrapped(shape: string, raw: Buffer) {
  if (shape !== 'omninode-workers') return null;
  const { original_headers, original_value_b64, original_event } = parsed(raw);
  const named = isObject(original_headers) ? Object.entries(original_headers) : [];
  const headers = named.flatMap(([name, text]) =>
    typeof text === 'string' ? [[Buffer.from(name), Buffer.from(text, 'base64')] as const] : [],
  );
  return { headers, tombstone: original_value_b64 === null && (original_event ?? null) === null };
}

function parsed(raw: Buffer): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(raw.toString());
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}
