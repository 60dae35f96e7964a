import { migrate, MIGRATIONS, MigrationError, type Migration } from '#event-store';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';

describe('migrate', () => {
  let random: RandomDatabase;
  beforeEach(async () => {
    random = await createRandomDatabase();
  });
  afterEach(() => random.drop());

  it('applies each step once when eight apps start at the same time on a fresh database', async () => {
    const databases = Array.from({ length: 8 }, () => random.open(1));
    const taken = await Promise.all(databases.map((database) => migrate(database)));
    expect(taken.flat()).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(taken.filter((names) => names.length > 0)).toHaveLength(1);
  });

  it('does nothing the second time', async () => {
    const database = random.open();
    await migrate(database);
    await expect(migrate(database)).resolves.toEqual([]);
  });

  it('applies only the steps that are new', async () => {
    const database = random.open();
    await migrate(database);
    const added = step(MIGRATIONS.length + 1, 'later', 'CREATE TABLE later (id integer)');
    await expect(migrate(database, [...MIGRATIONS, added])).resolves.toEqual(['later']);
  });

  it('refuses a step whose text has changed', async () => {
    const database = random.open();
    await migrate(database, [step(1, 'one', 'CREATE TABLE one (id integer)')]);
    const changed = migrate(database, [step(1, 'one', 'CREATE TABLE one (id bigint)')]);
    await expect(changed).rejects.toThrow(MigrationError);
    await expect(changed).rejects.toThrow(/migration 1 \(one\) was applied with another text/);
  });

  it('lets an older program start on a schema that was only added to, and refuses it once something is taken away', async () => {
    const database = random.open();
    const [one, two, three] = [step(1, 'one', 'SELECT 1'), step(2, 'two', 'SELECT 2'), step(3, 'three', 'SELECT 3')];
    await migrate(database, [one, two]);
    await expect(migrate(database, [one])).resolves.toEqual([]);
    await migrate(database, [one, two, { ...three, requires: 2 }]);
    await expect(migrate(database, [one, two])).resolves.toEqual([]);
    const refused = migrate(database, [one]);
    await expect(refused).rejects.toThrow(MigrationError);
    await expect(refused).rejects.toThrow(
      /its migration 3 \(three\) needs a program that knows migration 2, the last one known here is 1/,
    );
  });

  it('goes on from the table of steps of a program that did not write what they require', async () => {
    const database = random.open();
    await database.query(`CREATE TABLE omninode_migrations (version integer PRIMARY KEY, name text NOT NULL,
      checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    await migrate(database);
    await expect(migrate(database, MIGRATIONS.slice(0, 1))).resolves.toEqual([]);
  });

  it('needs no right to create anything where there is nothing to do, and no right to write', async () => {
    const database = random.open();
    await migrate(database);
    const reader = random.open(1);
    await reader.transaction(async (query) => {
      await query('SET TRANSACTION READ ONLY');
      await expect(migrate({ ...reader, transaction: (work) => work(query) })).resolves.toEqual([]);
    });
  });

  it('does not stand in a queue for a table for long', async () => {
    const database = random.open();
    await migrate(database, [step(1, 'one', 'CREATE TABLE one (id integer)')]);
    const change = [step(1, 'one', 'CREATE TABLE one (id integer)'), step(2, 'two', 'ALTER TABLE one ADD two integer')];
    await database.transaction(async (query) => {
      await query('SELECT * FROM one');
      await expect(migrate(database, change)).rejects.toMatchObject({ code: '55P03' });
    });
    await expect(migrate(database, change)).resolves.toEqual(['two']);
  });

  it('leaves nothing behind when a step fails', async () => {
    const database = random.open();
    const steps = [step(1, 'good', 'CREATE TABLE good (id integer)'), step(2, 'bad', 'CREATE TABLE')];
    await expect(migrate(database, steps)).rejects.toThrow(/syntax error/);
    await expect(database.query('SELECT * FROM good')).rejects.toThrow(/does not exist/);
    await expect(migrate(database, steps.slice(0, 1))).resolves.toEqual(['good']);
  });
});

function step(version: number, name: string, sql: string): Migration {
  return { version, name, sql };
}
