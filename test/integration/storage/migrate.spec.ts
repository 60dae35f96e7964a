import { STAMPING } from '#stamping';
import { createHash } from 'node:crypto';
import {
  FORMER_STEPS,
  INBOX,
  migrate,
  MigrationError,
  type Database,
  type Migration,
  type StorageModule,
} from '#storage';
import { FORMER_STATEMENTS } from './former-program';
import { createRandomDatabase, MODULES, type RandomDatabase } from '../../support/random-database';

describe('migrate', () => {
  let random: RandomDatabase;
  beforeEach(async () => {
    random = await createRandomDatabase();
  });
  afterEach(() => random.drop());

  it('applies each step once when eight apps start at the same time on a fresh database', async () => {
    const databases = Array.from({ length: 8 }, () => random.open(1));
    const taken = await Promise.all(databases.map((database) => migrate(database, MODULES)));
    expect(taken.flat()).toEqual(MODULES.flatMap(namesOf));
    expect(taken.filter((names) => names.length > 0)).toHaveLength(1);
  });

  it('does nothing the second time', async () => {
    const database = random.open();
    await migrate(database, MODULES);
    await expect(migrate(database, MODULES)).resolves.toEqual([]);
  });

  it('applies only the steps that are new', async () => {
    const database = random.open();
    await migrate(database, MODULES);
    const later = { ...INBOX, migrations: [...INBOX.migrations, step(2, 'later', 'SELECT 1')] };
    const other = moduleOf([step(1, 'one', 'SELECT 1')]);
    await expect(migrate(database, [...MODULES, later, other])).resolves.toEqual(['inbox/later', 'spec/one']);
  });

  it('asks nothing of modules that the app does not use', async () => {
    const database = random.open();
    await migrate(database, [moduleOf([step(1, 'one', 'SELECT 1'), { ...step(2, 'two', 'SELECT 2'), requires: 2 }])]);
    await expect(migrate(database, [INBOX])).resolves.toEqual(['inbox/inbox']);
  });

  it('refuses a step whose text has changed', async () => {
    const database = random.open();
    await migrateSteps(database, [step(1, 'one', 'CREATE TABLE one (id integer)')]);
    const changed = migrateSteps(database, [step(1, 'one', 'CREATE TABLE one (id bigint)')]);
    await expect(changed).rejects.toThrow(MigrationError);
    await expect(changed).rejects.toThrow(/migration 1 \(one\) of spec was applied with another text/);
  });

  it('lets an older program start on a schema that was only added to, and refuses it once something is taken away', async () => {
    const database = random.open();
    const [one, two, three] = [step(1, 'one', 'SELECT 1'), step(2, 'two', 'SELECT 2'), step(3, 'three', 'SELECT 3')];
    await migrateSteps(database, [one, two]);
    await expect(migrateSteps(database, [one])).resolves.toEqual([]);
    await migrateSteps(database, [one, two, { ...three, requires: 2 }]);
    await expect(migrateSteps(database, [one, two])).resolves.toEqual([]);
    const refused = migrateSteps(database, [one]);
    await expect(refused).rejects.toThrow(MigrationError);
    await expect(refused).rejects.toThrow(
      /migration 3 \(three\) of spec needs a program that knows migration 2, the last one known here is 1/,
    );
  });

  it('needs no right to create anything where there is nothing to do, and no right to write', async () => {
    const database = random.open();
    await migrate(database, MODULES);
    const reader = random.open(1);
    await reader.transaction(async (query) => {
      await query('SET TRANSACTION READ ONLY');
      await expect(migrate({ ...reader, transaction: (work) => work(query) }, MODULES)).resolves.toEqual([]);
    });
  });

  it('does not stand in a queue for a table for long', async () => {
    const database = random.open();
    await migrateSteps(database, [step(1, 'one', 'CREATE TABLE one (id integer)')]);
    const change = [step(1, 'one', 'CREATE TABLE one (id integer)'), step(2, 'two', 'ALTER TABLE one ADD two integer')];
    await database.transaction(async (query) => {
      await query('SELECT * FROM one');
      await expect(migrateSteps(database, change)).rejects.toMatchObject({ code: '55P03' });
    });
    await expect(migrateSteps(database, change)).resolves.toEqual(['spec/two']);
  });

  it('leaves nothing behind when a step fails', async () => {
    const database = random.open();
    const steps = [step(1, 'good', 'CREATE TABLE good (id integer)'), step(2, 'bad', 'CREATE TABLE')];
    await expect(migrateSteps(database, steps)).rejects.toThrow(/syntax error/);
    await expect(database.query('SELECT * FROM good')).rejects.toThrow(/does not exist/);
    await expect(migrateSteps(database, steps.slice(0, 1))).resolves.toEqual(['spec/good']);
  });
});

/** Databases that programs from before there were modules have worked on. */
describe('migrate on a database of one numbering', () => {
  let random: RandomDatabase;
  let database: Database;
  beforeEach(async () => {
    random = await createRandomDatabase();
    database = random.open();
  });
  afterEach(() => random.drop());

  /** As such a program did; the oldest of them did not write what a step requires. */
  const formerly = async (last: number, requires = ', requires integer NOT NULL DEFAULT 0') => {
    await database.query(`CREATE TABLE omninode_migrations (version integer PRIMARY KEY, name text NOT NULL,
      checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp()${requires})`);
    for (const [version, name, module, its, checksum] of FORMER_STEPS.slice(0, last)) {
      const { sql } = MODULES.find((one) => one.name === module)!.migrations[its - 1]!;
      for (const statement of sql.split(';').filter((text) => text.trim() !== '')) await database.query(statement);
      await database.query('INSERT INTO omninode_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
        version,
        name,
        checksum,
      ]);
    }
  };
  /** What such a program looks at: all of its steps must be there, in order, with the texts it knows. */
  const former = () =>
    database.query('SELECT version, name, checksum, requires FROM omninode_migrations ORDER BY version');
  const expected = FORMER_STEPS.map(([version, name, , , checksum]) => ({ version, name, checksum, requires: 0 }));

  it('knows the steps of that numbering by the texts they still have', () => {
    const texts = FORMER_STEPS.map(([, , module, version]) => {
      const { name, sql } = MODULES.find((one) => one.name === module)!.migrations[version - 1]!;
      return { name, checksum: createHash('sha256').update(sql).digest('hex') };
    });
    expect(texts).toEqual(FORMER_STEPS.map(([, name, , , checksum]) => ({ name, checksum })));
  });

  it.each([
    ['all of them', 8, undefined],
    ['all of them, by the oldest program', 8, ''],
    ['some of them', 5, undefined],
    ['none of them', 0, undefined],
  ])('goes on where %s were applied, and leaves a list that such a program accepts', async (_, last, requires) => {
    await formerly(last, requires);
    const done = FORMER_STEPS.slice(0, last).map(([, name, module]) => `${module}/${name}`);
    const taken = await migrate(database, MODULES);
    expect([...taken, ...done].sort()).toEqual(MODULES.flatMap(namesOf).sort());
    await expect(former()).resolves.toEqual(expected);
  });

  it('makes that list on a fresh database, too, whichever module comes first', async () => {
    await migrate(database, [INBOX]);
    await expect(former()).resolves.toEqual(expected);
    await migrate(database, MODULES);
    await expect(former()).resolves.toEqual(expected);
  });

  it('leaves tables that take every statement of such a program', async () => {
    await migrate(database, MODULES);
    await database.transaction(async (query) => {
      for (const [n, statement] of FORMER_STATEMENTS.entries()) await query(`PREPARE former_${n} AS ${statement}`);
    });
  });

  it('refuses a step that was applied with another text', async () => {
    await formerly(8);
    await database.query(`UPDATE omninode_migrations SET checksum = 'other' WHERE version = 2`);
    await expect(migrate(database, [INBOX])).rejects.toThrow(/migration 1 \(inbox\) of inbox was applied with another/);
    const others = STAMPING.migrations.slice(1).map((step) => `stamping/${step.name}`);
    await expect(migrate(database, [STAMPING])).resolves.toEqual(others);
  });
});

function step(version: number, name: string, sql: string): Migration {
  return { version, name, sql };
}

function moduleOf(migrations: readonly Migration[]): StorageModule {
  return { name: 'spec', tables: {}, migrations };
}

function migrateSteps(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  return migrate(database, [moduleOf(migrations)]);
}

function namesOf({ name, migrations }: StorageModule): string[] {
  return migrations.map((migration) => `${name}/${migration.name}`);
}
