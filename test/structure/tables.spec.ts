import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMA_TABLES, migrate, type StorageModule } from '#storage';
import { BRIDGE_MODULES } from '../../apps/bridge/src/bridge-storage';
import { COORDINATOR_MODULES } from '../../apps/coordinator/src/coordinator-storage';
import { MONITOR_MODULES } from '../../apps/dlq-monitor/src/monitor-storage';
import { INTELLIGENCE_MODULES } from '../../apps/intelligence/src/shared-storage';
import { RECORDER_MODULES } from '../../apps/recorder/src/recorder-storage';
import { startLocalBroker, type LocalBroker } from '../../tools/local-broker/src';
import { TestSystem } from '../integration/main-job/test-system';
import type { AppName } from '../support/app-process';
import { eventually } from '../support/eventually';
import { createMigratedDatabase, createRandomDatabase, MODULES } from '../support/random-database';

/** Which app uses which modules, and so owns the rows in their tables. */
const OWNERS: Readonly<Record<AppName, readonly StorageModule[]>> = {
  bridge: BRIDGE_MODULES,
  coordinator: COORDINATOR_MODULES,
  'dlq-monitor': MONITOR_MODULES,
  intelligence: INTELLIGENCE_MODULES,
  recorder: RECORDER_MODULES,
};

/** A row that is older than any retention, for each table whose rows go at an age. */
const OLD_ROW: Readonly<Record<string, string>> = {
  inbox: `INSERT INTO inbox VALUES ('spec', 'old', '2020-01-01')`,
  stamps: `INSERT INTO stamps VALUES ('spec', decode(repeat('00', 32), 'hex'), DEFAULT, 'text/plain', 0, NULL, '2020-01-01')`,
  cancelled_sessions: `INSERT INTO cancelled_sessions VALUES ('spec', '2020-01-01')`,
  sagas: `INSERT INTO sagas (id, ended_at) VALUES (gen_random_uuid(), '2020-01-01')`,
  jobs: `INSERT INTO jobs (kind, input, actor, reason, state, ended_at) VALUES ('k', '{}', 'a', 'r', 'done', '2020-01-01')`,
  outbox: `INSERT INTO outbox (lane, topic, value, headers, sent_at) VALUES (0, 't', '', '{}', '2020-01-01')`,
  dead_letters: `INSERT INTO dead_letters (status, closed_at, dlq_topic, dlq_partition, dlq_offset, received_at, shape, raw,
    error_code, error_type, error_message, error_category, retry_count, group_id)
    VALUES ('resolved', '2020-01-01', 't', 0, 0, '2020-01-01', 's', '', 'c', 't', 'm', 'k', 0, gen_random_uuid())`,
  dead_letter_groups: `INSERT INTO dead_letter_groups
    VALUES (gen_random_uuid(), '2020-01-01', 'unknown', 'consumer', 'c', 't', 'm', '{}', NULL)`,
  dead_letter_alerts: `INSERT INTO dead_letter_alerts (dlq_topic, alerted_at, ended_at)
    VALUES ('new_group:g', '2020-01-01', '2020-01-02')`,
  dead_letter_notices: `INSERT INTO dead_letter_notices (created_at, destination, alert_key, content)
    VALUES ('2020-01-01', 'slack', 'k', '{}')`,
};

/** Where rows stay until somebody says for how long: what says it. */
const POLICY: Readonly<Record<string, Readonly<Record<string, string>>>> = { stamps: { STAMP_RETENTION_DAYS: '1' } };

const owned = Object.entries(OWNERS).flatMap(([owner, modules]) =>
  modules.flatMap(({ tables }) =>
    Object.entries(tables).map(([table, facts]) => ({ owner: owner as AppName, table, facts })),
  ),
);
const keptBy = (kind: 'age' | 'month' | 'capacity') =>
  owned.filter(({ facts: { kept } }) => 'by' in kept && kept.by === kind);

describe('the tables of the schema', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  it('are of one module each, and each module is used by an app', () => {
    expect(new Set(Object.values(OWNERS).flat())).toEqual(new Set<StorageModule>(MODULES));
    const names = MODULES.flatMap(({ tables }) => Object.keys(tables));
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(MODULES)(
    'are what the steps of their module make, each with a retention or a reason: $name',
    async (module) => {
      const alone = await createRandomDatabase();
      const database = alone.open(1);
      await migrate(database, [module]);
      const rows = await database.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
      );
      expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys({ ...module.tables, ...SCHEMA_TABLES }).sort());
      await alone.drop();
    },
  );

  it('that keep to a capacity have a caller that trims them', () => {
    expect(keptBy('capacity').map(({ table }) => table)).toEqual(['learned_nodes']);
    const learning = readFileSync(join(__dirname, '../../libs/code-intelligence/src/learning/learning.ts'), 'utf8');
    expect(learning).toMatch(/await memory\.forget\(MAX_LEARNED_NODES\)/);
  });

  describe('whose rows go at an age', () => {
    let broker: LocalBroker;
    let system: TestSystem;
    beforeAll(async () => {
      broker = await startLocalBroker();
      system = await TestSystem.open(broker.bootstrap);
    });
    afterAll(async () => {
      await system.close();
      await broker.stop();
    });

    const count = async (table: string) => (await random.database.query(`SELECT 1 FROM ${table}`)).length;

    const owners = [...new Set(keptBy('age').map(({ owner }) => owner))];

    it.each(owners)('are trimmed by their running owner: %s', async (owner) => {
      const tables = keptBy('age')
        .filter((one) => one.owner === owner)
        .map(({ table }) => table);
      const policy = Object.assign({}, ...tables.map((table) => POLICY[table])) as Record<string, string>;
      for (const table of tables) await random.database.query(OLD_ROW[table] ?? '');
      const app = await system.start(owner, { DATABASE_URL: random.url, ...policy }).ready();
      const metrics = async () => (await fetch(`${await app.url()}/metrics`)).text();
      for (const table of tables) {
        await eventually(`the old row of ${table} is gone`, async () => (await count(table)) === 0);
        const removed = new RegExp(`^omninode_rows_removed_total\\{table="${table}",service="[\\w-]+"\\} 1$`, 'm');
        await eventually(`that of ${table} is counted`, async () => removed.test(await metrics()));
      }
      await app.kill();
    });

    it('lose whole months where they are partitioned, at their running owner, but for the audit trail', async () => {
      const tables = keptBy('month').map(({ table }) => table);
      expect(new Set(keptBy('month').map(({ owner }) => owner))).toEqual(new Set(['recorder']));
      for (const table of tables) {
        await random.database.query(`CREATE TABLE ${table}_2020_01 PARTITION OF ${table}
          FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')`);
      }
      await system.start('recorder', { DATABASE_URL: random.url }).ready();
      const left = () =>
        random.database.query<{ name: string }>(
          `SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name || '_2020_01') IS NOT NULL`,
          [tables],
        );
      await eventually('old months are gone', async () => (await left()).length === 1);
      expect(await left()).toEqual([{ name: 'event_log_audit' }]);
    });

    it.each(Object.keys(POLICY))('stay for ever where nobody said for how long: %s', async (table) => {
      const { owner } = owned.find((one) => one.table === table)!;
      await random.database.query(OLD_ROW[table] ?? '');
      await random.database.query(OLD_ROW['inbox'] ?? '');
      await system.start(owner, { DATABASE_URL: random.url }).ready();
      await eventually('another table was trimmed', async () => (await count('inbox')) === 0);
      expect(await count(table)).toBe(1);
    });
  });
});
