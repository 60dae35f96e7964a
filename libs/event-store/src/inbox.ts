import type { Database } from './database';
import { grouped } from './grouped';
import { storableKey } from './storable-key';

interface InboxKey {
  readonly consumer: string;
  readonly event_id: string;
}

const KEYS = 'SELECT * FROM unnest($1::text[], $2::text[]) AS t (consumer, event_id)';

const FIND = `SELECT consumer, event_id FROM inbox WHERE (consumer, event_id) IN (${KEYS})`;

const INSERT = `
INSERT INTO inbox (consumer, event_id) ${KEYS} GROUP BY consumer, event_id ORDER BY consumer, event_id
ON CONFLICT DO NOTHING`;

/** Remembers which events a consumer has finished, so that a redelivery can be told from news. Calls are grouped. */
export class Inbox {
  private readonly find: (key: InboxKey) => Promise<boolean>;
  private readonly insert: (key: InboxKey) => Promise<void>;

  constructor(private readonly database: Database) {
    this.find = grouped((keys) => this.findAll(keys));
    this.insert = grouped((keys) => this.insertAll(keys));
  }

  /** Whether `finish` was called for this event and it is not forgotten yet. */
  finished(consumer: string, eventId: string): Promise<boolean> {
    return this.find(keyOf(consumer, eventId));
  }

  /** Durable when it resolves; finishing twice is finishing once. */
  finish(consumer: string, eventId: string): Promise<void> {
    return this.insert(keyOf(consumer, eventId));
  }

  private async findAll(keys: readonly InboxKey[]): Promise<boolean[]> {
    const rows = await this.database.query<{ consumer: string; event_id: string }>(FIND, columns(keys));
    const known = new Set(rows.map((row) => JSON.stringify([row.consumer, row.event_id])));
    return keys.map((key) => known.has(JSON.stringify([key.consumer, key.event_id])));
  }

  private async insertAll(keys: readonly InboxKey[]): Promise<void[]> {
    await this.database.query(INSERT, columns(keys));
    return keys.map(() => undefined);
  }
}

/** Senders choose event ids, and operators groups: neither need be what an index can hold. */
function keyOf(consumer: string, eventId: string): InboxKey {
  return { consumer: storableKey(consumer), event_id: storableKey(eventId) };
}

function columns(keys: readonly InboxKey[]): [string[], string[]] {
  return [keys.map((key) => key.consumer), keys.map((key) => key.event_id)];
}
