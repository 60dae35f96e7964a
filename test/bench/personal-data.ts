import { randomUUID } from 'node:crypto';
import { messageOf, type InboundRecord } from '#contracts';
import { readEvent, sealEvents, type NewEvent } from '#event-log';
import { PersonalData, readMasterKeys, writeMasterKeys } from '#personal-data';
import type { Database, Query } from '#storage';
import { round } from './figures';

const GROUP = 1_000;
const GROUPS = 30;
const CONTENT_LENGTH = 1_600;

/** `npm run bench -- personal`: processor time that looking for people, and sealing what is about them, takes of an event. */
export async function reportPersonalData(): Promise<void> {
  const masters = readMasterKeys(writeMasterKeys('bench'));
  const off = new PersonalData(KEYS_IN_MEMORY, undefined);
  const on = new PersonalData(KEYS_IN_MEMORY, masters);
  const nobody = groupOf({});
  const somebody = groupOf({ metadata: { user_id: 'ada' } });
  await microseconds(on, somebody);
  console.table([
    { event: 'about nobody, no key file', µs: round(await microseconds(off, nobody)) },
    { event: 'about nobody', µs: round(await microseconds(on, nobody)) },
    { event: 'about somebody, sealed', µs: round(await microseconds(on, somebody)) },
  ]);
}

async function microseconds(personal: PersonalData, events: readonly NewEvent[]): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < GROUPS; at += 1) await sealEvents(personal, events, () => new Date());
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (GROUPS * events.length);
}

function groupOf(more: object): readonly NewEvent[] {
  return Array.from({ length: GROUP }, (_, offset) => readEvent(messageOf(recordOf(offset, more))));
}

function recordOf(offset: number, more: object): InboundRecord {
  const topic = 'omninode.bridge.request.stamp.v1';
  const payload = { content: `${offset} ${'x'.repeat(CONTENT_LENGTH)}`, namespace: 'bench' };
  const ids = { event_id: randomUUID(), correlation_id: randomUUID(), timestamp: new Date().toISOString() };
  const value = Buffer.from(JSON.stringify({ ...ids, event_type: topic, payload, ...more }));
  return { topic, partition: 0, offset: String(offset), timestamp: Date.now(), key: null, value, headers: {} };
}

/** One statement for a group is the database's part, and not measured here. */
const rows: Record<string, unknown>[] = [];
const query = ((text: string, values: readonly unknown[] = []) => {
  if (text.includes('INSERT INTO subject_keys')) {
    const subject = (values[1] as Buffer).subarray(-32);
    const wrapped = (values[3] as Buffer).subarray(-60);
    rows.push({ id: '1', subject, wrapped, master_key: values[0], erased_at: null });
  }
  return Promise.resolve(rows);
}) as unknown as Query;

const KEYS_IN_MEMORY: Database = { query, transaction: (work) => work(query), close: () => Promise.resolve() };
