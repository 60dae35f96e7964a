import type { OutboundRecord } from '#contracts';
import type { Database, Query } from './database';
import { recordOf, type OutboxRow } from './outbox';
import { PollingLoop } from './polling-loop';

/** Bounds a batch at some 25 MB when every message is as large as a message can be. */
const BATCH = 25;

const LOOK_EVERY_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;

/** A stop leaves what is being published to the next start. */
const STOP_MS = 500;

/** Longer than a broker that hangs keeps anybody waiting. A relay whose machine is gone makes room after this time. */
const TURN_MS = 60_000;

/** More than this are not told apart from a broker that takes nothing. */
const MAX_FAILED_LANES = 1_000;

/** Any fixed number will do; this one spells "relay". */
const LOCK = BigInt(`0x${Buffer.from('relay').toString('hex')}`).toString();

const COUNT = `
SELECT count(*)::integer AS messages,
  coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::double precision AS oldest_seconds
FROM outbox WHERE sent_at IS NULL`;

const WAITING = `
SELECT id, lane, topic, key, value, headers FROM outbox
WHERE sent_at IS NULL AND lane <> ALL ($1::integer[]) ORDER BY id LIMIT ${BATCH}`;

const SENT = 'UPDATE outbox SET sent_at = clock_timestamp() WHERE id = ANY ($1::bigint[])';

export interface OutboxWaiting {
  readonly messages: number;
  readonly oldest_seconds: number;
}

export interface OutboxRelayOptions {
  /** Resolves when the broker has all of them, in this order; calls that are made together may share a request. */
  readonly publish: (records: readonly OutboundRecord[]) => Promise<void>;
  /** Is called at every poll with what had not been published by then. */
  readonly onLook: (waiting: OutboxWaiting) => void;
  readonly onFailed: (error: unknown) => void;
}

type Row = OutboxRow & { readonly id: string };

/**
 * Publishes what is in the outbox. One relay of all workers is at it at a time: its turn is a transaction that ends with
 * the process or its connection, so no clock decides. A message that is not taken blocks those behind it with its key,
 * and no others.
 */
export class OutboxRelay extends PollingLoop {
  constructor(
    private readonly database: Database,
    private readonly options: OutboxRelayOptions,
  ) {
    super(STOP_MS);
  }

  protected async look(): Promise<number> {
    const failed = await this.#round().catch((error: unknown) => [error]);
    if (failed.length > 0 && !this.stopping.signal.aborted) this.options.onFailed(failed[0]);
    return failed.length > 0 ? AFTER_FAILURE_MS : LOOK_EVERY_MS;
  }

  /** Everything that waits, a batch after the other; answers what went wrong. */
  async #round(): Promise<readonly unknown[]> {
    const [waiting] = await this.database.query<{ messages: number; oldest_seconds: number }>(COUNT);
    if (waiting !== undefined) this.options.onLook(waiting);
    const failed = new Map<number, unknown>();
    let full = (waiting?.messages ?? 0) > 0;
    while (full && !this.stopping.signal.aborted && failed.size < MAX_FAILED_LANES) full = await this.#batch(failed);
    return [...failed.values()];
  }

  /** Whether there may be more. Lanes that fail are added to `failed`, and those that are there are passed over. */
  #batch(failed: Map<number, unknown>): Promise<boolean> {
    return this.database.transaction(async (query) => {
      if (!(await takeTurn(query))) return false;
      // A statement after the lock, because the one that waits for it does not see what was sent before it.
      const rows = await query<Row>(WAITING, [[...failed.keys()]]);
      const sent = await Promise.all([...byLane(rows)].map((lane) => this.#publish(lane, failed)));
      await query(SENT, [sent.flat()]);
      return rows.length === BATCH;
    });
  }

  async #publish([lane, rows]: readonly [number, readonly Row[]], failed: Map<number, unknown>): Promise<string[]> {
    try {
      await this.options.publish(rows.map(recordOf));
      return rows.map(({ id }) => id);
    } catch (error) {
      failed.set(lane, error);
      return [];
    }
  }
}

async function takeTurn(query: Query): Promise<boolean> {
  await query(`SET LOCAL idle_in_transaction_session_timeout = ${TURN_MS}`);
  const [turn] = await query<{ ours: boolean }>(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS ours`);
  return turn?.ours === true;
}

function byLane(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const lanes = new Map<number, Row[]>();
  for (const row of rows) lanes.set(row.lane, [...(lanes.get(row.lane) ?? []), row]);
  return lanes;
}
