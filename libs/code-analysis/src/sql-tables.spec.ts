import { isSql, sqlTables } from './sql-tables';

describe('the tables of an SQL statement', () => {
  test.each([
    ['SELECT * FROM orders', 'reads orders'],
    [
      'select a from shop.orders o join items i on i.o = o.id left outer join tax on true',
      'reads shop.orders, reads items, reads tax',
    ],
    ['SELECT * FROM a, b AS x, c WHERE a.id IN (1, 2)', 'reads a, reads b, reads c'],
    ["INSERT INTO audit (id, note) VALUES ($1, 'from nowhere')", 'writes audit'],
    ['INSERT OR REPLACE INTO kept VALUES (?)', 'writes kept'],
    ['INSERT INTO a SELECT * FROM b ON CONFLICT (id) DO UPDATE SET n = 1', 'writes a, reads b'],
    ['UPDATE ONLY stock SET n = n - 1 FROM orders WHERE true', 'writes stock, reads orders'],
    ['DELETE FROM stock USING orders WHERE stock.id = orders.id', 'writes stock, reads orders'],
    ['MERGE INTO target t USING source s ON t.id = s.id', 'writes target, reads source'],
    ['SELECT * FROM jobs FOR UPDATE SKIP LOCKED', 'reads jobs'],
    [
      'WITH recent AS (SELECT * FROM orders), kept(id) AS (SELECT 1) SELECT * FROM recent JOIN users USING (id)',
      'reads orders, reads users',
    ],
    ['SELECT extract(epoch FROM created) FROM events', 'reads events'],
    ['SELECT * FROM (SELECT * FROM inner_one) x JOIN LATERAL f(x.id) y ON true', 'reads inner_one'],
    ['SELECT * FROM generate_series(1, 3)', ''],
    ['SELECT a IS DISTINCT FROM b FROM c', 'reads c'],
    ['SELECT * FROM "My Table" JOIN `other`.`one` ON true', 'reads MyTable, reads other.one'],
    ['SELECT * FROM {} WHERE x', ''],
    ['SELECT * FROM a -- FROM b\n /* FROM c */ JOIN d ON true', 'reads a, reads d'],
    ['CREATE TABLE IF NOT EXISTS made (id int)', 'writes made'],
    ['TRUNCATE TABLE gone', 'writes gone'],
    ['SELECT 1 FROM a; DELETE FROM a', 'reads a, writes a'],
    ['SELECT FROM WHERE', ''],
    ['INSERT INTO', ''],
  ])('%s', (sql, expected) => {
    const found = sqlTables(sql).map(({ access, table }) => `${access} ${table}`);
    expect(found.join(', ')).toBe(expected);
  });

  test('are found only in statements', () => {
    expect(isSql('  -- all of them\n SELECT 1')).toBe(true);
    expect(isSql('with great care from me')).toBe(true);
    expect(isSql('Select')).toBe(true);
    expect(isSql('The update is from us')).toBe(false);
  });

  test('are at most 30, and a long text takes no time', () => {
    const tables = Array.from({ length: 100 }, (_, n) => `JOIN t${n} ON true`).join(' ');
    expect(sqlTables(`SELECT * FROM a ${tables}`)).toHaveLength(30);
    for (const bomb of ['/*', "'", '"', 'FROM (', '[a', 'a.'])
      expect(sqlTables(bomb.repeat(500_000)).length).toBeLessThan(2);
  });
});
