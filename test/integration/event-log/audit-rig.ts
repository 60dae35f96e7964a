import { generateKeyPairSync } from 'node:crypto';
import {
  append,
  signChain,
  verifyChain,
  type ChainSource,
  type Checkpoint,
  type NewEvent,
  type Verified,
} from '#event-log';
import { Signer } from '#signing';
import { copyOut, type Database } from '#storage';
import { createLogDatabase, eventOf, recordOf } from './log-rig';

export const AUDIT_TOPIC = 'omninode.audit.agent_execution.v1';

export const KEYS = generateKeyPairSync('ed25519');

export type LogDatabase = Awaited<ReturnType<typeof createLogDatabase>>;

/** An event of the audit trail. */
export function auditEventOf(
  offset: number,
  fields: Parameters<typeof recordOf>[1] = {},
  record: Parameters<typeof recordOf>[2] = {},
): NewEvent {
  return eventOf(offset, fields, { topic: AUDIT_TOPIC, ...record });
}

/** Audit entries with offsets from `from` on, each followed by an event of other traffic. */
export async function appendEntries(database: Database, from: number, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => [auditEventOf(from + index), eventOf(from + index)]);
  await append(database, events.flat());
}

/** Signs what there is, whether it is time or not; answers what went outside the database. */
export async function signNow(database: Database, privateKey = KEYS.privateKey): Promise<Checkpoint> {
  const published: Checkpoint[] = [];
  await signChain(database, {
    signer: new Signer(privateKey),
    due: { entries: 1, milliseconds: 0 },
    publish: async (checkpoint) => void published.push(checkpoint),
  });
  const [checkpoint] = published;
  if (checkpoint === undefined) throw new Error('nothing was signed');
  return checkpoint;
}

/** Where the chain of a database is read from. */
export function sourceOf({ url }: { readonly url: string }, { query }: Database): ChainSource {
  return { query, copy: (select) => copyOut({ url, applicationName: 'audit-spec' }, select) };
}

export function verified(random: LogDatabase, checkpoints: readonly Checkpoint[] = []): Promise<Verified> {
  return verifyChain(sourceOf(random, random.database), {
    checkpoints,
    publicKeys: [KEYS.publicKey],
    onProgress: () => undefined,
  });
}

/** The first fault as kind, number and position, and how many there are. */
export async function firstFault(random: LogDatabase, checkpoints: readonly Checkpoint[] = []) {
  const { faults } = await verified(random, checkpoints);
  const [first] = faults;
  return first && { kind: first.kind, number: first.number && Number(first.number), position: String(first.position) };
}

/** Positions of the audit entries, in order. */
export async function positionsOf({ query }: Database): Promise<string[]> {
  const rows = await query<{ position: string }>('SELECT position FROM event_log_audit ORDER BY position');
  return rows.map(({ position }) => position);
}
