import { hash } from 'node:crypto';
import { MAX_MESSAGE_BYTES, type OutboundRecord } from '#contracts';
import { activeSpan } from '#tracing';
import type { Database, Query } from './database';
import type { StorageModule } from './module';

/** What is to be published because a row changed: written in the transaction of that row, published by a relay. */
export const OUTBOX = {
  name: 'outbox',
  tables: {
    outbox: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      kept: { by: 'age', key: 'id', old: 'sent_at < clock_timestamp() - make_interval(secs => $1)', step: 1_000 },
    },
  },
  migrations: [
    {
      version: 1,
      name: 'outbox',
      // Values of headers are base64. A lane is topic and key, hashed: its messages are published in the order of id.
      sql: `
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lane integer NOT NULL,
  topic text NOT NULL,
  key bytea,
  value bytea NOT NULL,
  headers jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  sent_at timestamptz
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent_at ON outbox (sent_at) WHERE sent_at IS NOT NULL;`,
    },
  ],
} as const satisfies StorageModule;

/** Any fixed number will do; this one spells "lane". The lane is the other half of the lock's key. */
const LOCK = Buffer.from('lane').readInt32BE();

/** In one order everywhere, so that two transactions with the same keys wait for each other instead of deadlocking. */
const TAKE_LANES = `
SELECT pg_advisory_xact_lock(${LOCK}, lane) FROM unnest($1::integer[]) AS t (lane)`;

const INSERT = `
INSERT INTO outbox (lane, topic, key, value, headers)
SELECT lane, topic, key, value, headers
FROM unnest($1::integer[], $2::text[], $3::bytea[], $4::bytea[], $5::jsonb[])
  WITH ORDINALITY AS t (lane, topic, key, value, headers, place)
ORDER BY place`;

/** A message that no broker takes would be in the way of all others with its key. */
export class OutboxError extends Error {
  override readonly name = 'OutboxError';
  readonly code = 'message_too_large';
}

/**
 * Has these records published once the transaction of `query` is committed, and never if it is not: at least once
 * each, those with one topic and key in this order. Transactions that enqueue for the same key wait for each other,
 * so that the order of their commits is the order on the topic. Enqueue once in a transaction, as the last thing.
 *
 * @throws {OutboxError} for a record of more than `MAX_MESSAGE_BYTES`.
 */
export async function enqueue(query: Query, records: readonly OutboundRecord[]): Promise<void> {
  if (records.length === 0) return;
  const lanes = lanesOf(records);
  await query(TAKE_LANES, [[...new Set(lanes)].sort((a, b) => a - b)]);
  for (let from = 0; from < records.length; from += ENQUEUE_STEP) {
    const rows = records.slice(from, from + ENQUEUE_STEP).map((record, index) => rowOf(record, lanes[from + index]!));
    await query(INSERT, [
      rows.map(({ lane }) => lane),
      rows.map(({ topic }) => topic),
      rows.map(({ key }) => key),
      rows.map(({ value }) => value),
      rows.map(({ headers }) => JSON.stringify(headers)),
    ]);
  }
}

/** Records in one statement: of very many one would hold up the event loop while it is written. */
const ENQUEUE_STEP = 200;

const FORGET_STEP = 1_000;

const FORGET = `
DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT id FROM outbox WHERE sent_at IS NOT NULL LIMIT ${FORGET_STEP})) RETURNING 1`;

/** Removes what was published, whatever its age: nobody needs it, and it may say what must not be kept. */
export async function forgetSent({ query }: Pick<Database, 'query'>): Promise<void> {
  while ((await query(FORGET)).length === FORGET_STEP);
}

export interface OutboxRow {
  readonly lane: number;
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export function recordOf({ topic, key, value, headers }: OutboxRow): OutboundRecord {
  const decoded = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text, 'base64')]);
  return { topic, key, value, headers: Object.fromEntries(decoded) as Record<string, Buffer> };
}

function rowOf({ topic, key, value, headers = {} }: OutboundRecord, lane: number): OutboxRow {
  const row = { topic, key: key === null ? null : Buffer.from(key), value: Buffer.from(value) };
  const size = row.value.length + (row.key?.length ?? 0);
  if (size > MAX_MESSAGE_BYTES) throw new OutboxError(`a message of ${size} bytes for ${topic} cannot be published`);
  // The relay sends it when nobody knows any more why.
  const all = { ...activeSpan()?.context, ...headers };
  const encoded = Object.entries(all).map(([name, text]) => [name, Buffer.from(text).toString('base64')]);
  return { ...row, lane, headers: Object.fromEntries(encoded) as Record<string, string> };
}

/** Of each record; those of one topic and key are many, and are looked at once. */
function lanesOf(records: readonly OutboundRecord[]): readonly number[] {
  const known = new Map<string, number>();
  return records.map(({ topic, key }) => {
    const bytes = Buffer.from(key ?? '');
    const place = `${topic} ${bytes.toString('latin1')}`;
    const lane = known.get(place) ?? laneOf(topic, bytes);
    known.set(place, lane);
    return lane;
  });
}

/** Records without a key keep the order of their topic. Lanes that meet by chance keep one order more than they need. */
function laneOf(topic: string, key: Buffer): number {
  return hash('sha256', Buffer.concat([Buffer.from(`${topic} `), key]), 'buffer').readInt32BE();
}
