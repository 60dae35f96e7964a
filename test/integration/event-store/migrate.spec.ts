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

  it('refuses a database that is newer than the program', async () => {
    const database = random.open();
    await migrate(database, [step(1, 'one', 'SELECT 1'), step(2, 'two', 'SELECT 2')]);
    await expect(migrate(database, [step(1, 'one', 'SELECT 1')])).rejects.toThrow(
      /database is newer than this program: it has migration 2 \(two\)/,
    );
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
