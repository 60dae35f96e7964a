import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TABLES, type AgingTable, type TableName } from '#event-store';
import { startLocalBroker, type LocalBroker } from '../../tools/local-broker/src';
import { Stage } from '../integration/main-job/stage';
import { eventually } from '../support/eventually';
import { createMigratedDatabase } from '../support/random-database';

jest.setTimeout(180_000);

/** A row that is older than any retention, for each table whose rows go at an age. */
const OLD_ROW: Readonly<Record<AgingTable, string>> = {
  inbox: `INSERT INTO inbox VALUES ('spec', 'old', '2020-01-01')`,
  dead_letters: `INSERT INTO dead_letters (status, closed_at, dlq_topic, dlq_partition, dlq_offset, received_at, shape, raw,
    error_code, error_type, error_message, error_category, retry_count)
    VALUES ('resolved', '2020-01-01', 't', 0, 0, '2020-01-01', 's', '', 'c', 't', 'm', 'k', 0)`,
};

const names = Object.keys(TABLES) as TableName[];
const keptBy = (kind: 'age' | 'capacity'): TableName[] =>
  names.filter((name) => 'by' in TABLES[name].kept && TABLES[name].kept.by === kind);

describe('the tables of the schema', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeAll(async () => {
    random = await createMigratedDatabase();
  });
  afterAll(() => random.drop());

  it('have an owner each, and a retention or a reason why they are kept', async () => {
    const rows = await random.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(names.toSorted());
  });

  it('that keep to a capacity have a caller that trims them', () => {
    expect(keptBy('capacity')).toEqual(['learned_nodes']);
    const learning = readFileSync(join(__dirname, '../../apps/intelligence/src/learning/learning.ts'), 'utf8');
    expect(learning).toMatch(/await memory\.forget\(MAX_LEARNED_NODES\)/);
  });

  describe('whose rows go at an age', () => {
    let broker: LocalBroker;
    let stage: Stage;
    beforeAll(async () => {
      broker = await startLocalBroker();
      stage = await Stage.open(broker.bootstrap);
    });
    afterAll(async () => {
      await stage.close();
      await broker.stop();
    });

    it.each(keptBy('age') as AgingTable[])('are trimmed by their running owner: %s', async (table) => {
      await random.database.query(OLD_ROW[table]);
      const app = await stage.start(TABLES[table].owner, { DATABASE_URL: random.url }).ready();
      await eventually('the old row is gone', async () => {
        return (await random.database.query(`SELECT 1 FROM ${table}`)).length === 0;
      });
      const metrics = async () => (await fetch(`${await app.url()}/metrics`)).text();
      const removed = new RegExp(`^omninode_rows_removed_total\\{table="${table}",service="[\\w-]+"\\} 1$`, 'm');
      await eventually('it is counted', async () => removed.test(await metrics()));
    });
  });
});
