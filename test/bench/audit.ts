import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeHeaders, messageOf, rawHeadersOf } from '#contracts';
import { append, checkProof, EVENT_LOG, prove, readEvent, signChain, verifyChain, writeProof } from '#event-log';
import type { NewEvent } from '#event-log';
import { Signer } from '#signing';
import { copyOut, migrate, openDatabase, Retention, type Database } from '#storage';
import { startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { round } from './figures';

const ENTRIES = 300_000;
const TRAFFIC = 100_000;
const GROUP = 500;
const ROUNDS = 9;
const PROOFS = 200;
/** The machine may be busy with other things. */
const PATIENCE_MS = 120_000;

const nothing = (): void => undefined;

/** `npm run bench -- audit`: what the audit chain costs when it is written, and how fast it is verified. */
export async function reportAudit(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'omninode-bench-'));
  const postgres = await startEmbeddedPostgres({ directory, log: nothing });
  const limits = { maxConnections: 2, statementTimeoutMs: PATIENCE_MS };
  const database = openDatabase({ url: postgres.url, ...limits, applicationName: 'bench', onError: nothing });
  try {
    await prepare(database);
    const traffic = await appendAll(database, 'spec.events', TRAFFIC);
    const audit = await appendAll(database, 'omninode.audit.quality_snapshot.v1', ENTRIES);
    await database.query('ANALYZE');
    console.log(`the event log, ${availableParallelism()} cores, PostgreSQL on them, Node ${process.version}`);
    console.table([
      { appended: 'ordinary traffic', 'events/s': Math.round(traffic) },
      { appended: 'audit entries, chained', 'events/s': Math.round(audit) },
    ]);
    await reportVerification(database, postgres.url);
  } finally {
    await database.close();
    await postgres.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function prepare(database: Database): Promise<void> {
  await migrate(database, [EVENT_LOG]);
  const days = { event_log_audit: null, event_log_traffic: null, event_log_telemetry: null };
  await new Retention(database, [EVENT_LOG], { days, onRemoved: nothing, onFailed: nothing }).prepare();
}

/** Groups as the recorder makes them, one after the other; events a second. */
async function appendAll(database: Database, topic: string, count: number): Promise<number> {
  let seconds = 0;
  for (let from = 0; from < count; from += GROUP) {
    const events = Array.from({ length: GROUP }, (_, index) => eventOf(topic, from + index));
    const began = performance.now();
    await append(database, events);
    seconds += (performance.now() - began) / 1000;
  }
  return count / seconds;
}

function eventOf(topic: string, offset: number): NewEvent {
  const [event_id, correlation_id, causation_id] = [randomUUID(), randomUUID(), randomUUID()];
  const source = { service: 'intelligence', instance_id: 'intelligence-1', hostname: 'host' };
  const payload = { entity_id: `nodes/${offset}.py`, quality_scores: { overall: 0.9, syntax: 1, documentation: 0.7 } };
  const metadata = { trace_id: randomUUID(), user_id: 'somebody' };
  const at = new Date(Date.UTC(2026, 0, 1) + offset).toISOString();
  const ids = { event_id, event_type: topic, correlation_id, causation_id };
  const value = { ...ids, timestamp: at, version: '1.0.0', source, metadata, payload: { ...payload, timestamp: at } };
  return readEvent(
    messageOf({
      topic,
      partition: 0,
      offset: String(offset),
      timestamp: Date.parse(at),
      key: Buffer.from(payload.entity_id),
      value: Buffer.from(JSON.stringify(value)),
      headers: {},
      rawHeaders: encodeHeaders(rawHeadersOf({ event_id, event_type: topic })),
    }),
  );
}

async function reportVerification(database: Database, url: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const due = { entries: 1, milliseconds: 0 };
  await signChain(database, { signer: new Signer(privateKey), due, publish: () => Promise.resolve() });
  const source = {
    query: database.query,
    copy: (select: string) => copyOut({ url, applicationName: 'bench' }, select),
  };
  const rounds = [];
  for (let n = 0; n < ROUNDS; n++) {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const { good, faults } = await verifyChain(source, {
      checkpoints: [],
      publicKeys: [publicKey],
      onProgress: nothing,
    });
    if (good !== ENTRIES || faults.length > 0) throw new Error('the chain does not verify');
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - began) / 1000;
    rounds.push({
      verify: `run ${n + 1}`,
      'entries/s': Math.round(ENTRIES / seconds),
      'CPU µs/entry': round((user + system) / ENTRIES),
    });
  }
  console.table(rounds);
  const [row] = await database.query<{ event_id: string }>('SELECT event_id FROM audit_chain WHERE number = $1', [
    ENTRIES / 2,
  ]);
  const proof = await prove(database.query, row!.event_id);
  if (typeof proof === 'string') throw new Error(proof);
  const text = writeProof(proof);
  const began = performance.now();
  for (let n = 0; n < PROOFS; n++) if (!checkProof(text, [publicKey]).valid) throw new Error('the proof is not valid');
  console.table([
    { proof: `1 of ${ENTRIES} entries`, bytes: text.length, 'check ms': round((performance.now() - began) / PROOFS) },
  ]);
}
