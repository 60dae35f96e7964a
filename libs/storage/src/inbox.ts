import type { Query } from './database';
import { grouped } from './grouped';
import type { StorageModule } from './module';
import { storableKey } from './storable-key';

/** Which messages a consumer has finished. A message is no subject of its own, so the table is here. */
export const INBOX = {
  name: 'inbox',
  tables: {
    inbox: {
      needs: ['SELECT', 'INSERT'],
      kept: {
        by: 'age',
        key: 'ctid',
        old: 'finished_at < clock_timestamp() - make_interval(secs => $1)',
        step: 10_000,
      },
    },
  },
  migrations: [
    {
      version: 1,
      name: 'inbox',
      // BRIN: rows arrive in the order of finished_at, and only the retention reads it.
      sql: `
CREATE TABLE inbox (
  consumer text NOT NULL,
  event_id text NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_finished_at ON inbox USING brin (finished_at);`,
    },
  ],
} as const satisfies StorageModule;

export interface InboxKey {
  readonly consumer: string;
  readonly event_id: string;
}

const KEYS = 'SELECT * FROM unnest($1::text[], $2::text[]) AS t (consumer, event_id)';

const FIND = `SELECT consumer, event_id FROM inbox WHERE (consumer, event_id) IN (${KEYS})`;

const INSERT = `
INSERT INTO inbox (consumer, event_id) ${KEYS} GROUP BY consumer, event_id ORDER BY consumer, event_id
ON CONFLICT DO NOTHING`;

/** For each key whether `finishInInbox` was called with it and it is not forgotten yet. */
export async function areInInbox(query: Query, keys: readonly InboxKey[]): Promise<boolean[]> {
  const asked = keys.map(storable);
  const rows = await query<{ consumer: string; event_id: string }>(FIND, columns(asked));
  const known = new Set(rows.map((row) => JSON.stringify([row.consumer, row.event_id])));
  return asked.map((key) => known.has(JSON.stringify([key.consumer, key.event_id])));
}

/** Finishing twice is finishing once. */
export async function finishInInbox(query: Query, keys: readonly InboxKey[]): Promise<void> {
  await query(INSERT, columns(keys.map(storable)));
}

/** The inbox for many callers: what is called together is one statement, in a transaction of its own. */
export class Inbox {
  readonly #find: (key: InboxKey) => Promise<boolean>;
  readonly #insert: (key: InboxKey) => Promise<void>;

  constructor(query: Query) {
    this.#find = grouped((keys) => areInInbox(query, keys));
    this.#insert = grouped(async (keys) => {
      await finishInInbox(query, keys);
      return keys.map(() => undefined);
    });
  }

  /** Whether `finish` was called for this event and it is not forgotten yet. */
  finished(consumer: string, eventId: string): Promise<boolean> {
    return this.#find({ consumer, event_id: eventId });
  }

  /** Durable when it resolves. */
  finish(consumer: string, eventId: string): Promise<void> {
    return this.#insert({ consumer, event_id: eventId });
  }
}

/** Senders choose event ids, and operators groups: neither need be what an index can hold. */
function storable({ consumer, event_id }: InboxKey): InboxKey {
  return { consumer: storableKey(consumer), event_id: storableKey(event_id) };
}

function columns(keys: readonly InboxKey[]): [string[], string[]] {
  return [keys.map((key) => key.consumer), keys.map((key) => key.event_id)];
}
