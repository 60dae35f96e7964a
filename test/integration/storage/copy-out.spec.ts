import { classifyDatabaseError, copyOut } from '#storage';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';

describe('rows that are copied out', () => {
  let random: RandomDatabase;
  beforeAll(async () => {
    random = await createRandomDatabase();
  });
  afterAll(() => random.drop());

  const copy = (select: string) => copyOut({ url: random.url, applicationName: 'copy-spec' }, select);
  const rowsOf = async (select: string): Promise<Buffer[]> => {
    const rows: Buffer[] = [];
    for await (const page of copy(select)) rows.push(...page);
    return rows;
  };

  it('are all of them, in their order, whatever their size', async () => {
    const rows = await rowsOf(
      `SELECT convert_to(repeat(n::text, n * n % 70001), 'UTF8') FROM generate_series(0, 800) AS n`,
    );
    expect(rows).toHaveLength(801);
    expect(rows.every((row, n) => row.equals(Buffer.from(String(n).repeat((n * n) % 70_001))))).toBe(true);
  });

  it('are none where there are none', async () => {
    expect(await rowsOf(`SELECT ''::bytea WHERE false`)).toEqual([]);
  });

  it('end with the error of the server, before and between rows', async () => {
    await expect(rowsOf('SELECT nothing')).rejects.toMatchObject({ code: '42703' });
    const dividing = `SELECT int4send(1 / (5000 - n)) FROM generate_series(1, 9000) AS n`;
    await expect(rowsOf(dividing)).rejects.toMatchObject({ code: '22012' });
  });

  it('end with an error where the connection is cut while they come', async () => {
    const rows: Buffer[] = [];
    const reading = async () => {
      for await (const page of copy(`SELECT decode(repeat('00', 1000), 'hex') FROM generate_series(1, 1000000)`)) {
        if (rows.length === 0) {
          const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'copy-spec'`;
          await random.open(1).query(cut);
        }
        rows.push(...page);
      }
    };
    const error = await reading().catch((thrown: unknown) => thrown);
    expect(classifyDatabaseError(error)).toBe('outage');
    expect(rows.length).toBeLessThan(1_000_000);
  });

  it('leave no connection behind, also where nobody reads to the end', async () => {
    for await (const page of copy(`SELECT decode(repeat('00', 1000), 'hex') FROM generate_series(1, 1000000)`)) {
      expect(page.length).toBeGreaterThan(0);
      break;
    }
    const database = random.open(1);
    await eventually('the connection is gone', async () => {
      const rows = await database.query(`SELECT FROM pg_stat_activity WHERE application_name = 'copy-spec'`);
      return rows.length === 0;
    });
  });
});
