import * as fc from 'fast-check';
import { MAX_ENTITIES, MAX_RELATIONSHIPS } from './analyze-code';
import { analyzed } from './code.fixture';

const SHOP = `"""Keeps orders and tells others about them.

More is said below.
"""
import os
from dataclasses import dataclass
from enum import StrEnum

import asyncpg
from omnibase_core.nodes import NodeEffect

ORDERS = "SELECT * FROM orders"
_LIMIT: int = 3


class State(StrEnum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class Order:
    number: int
    state: State = State.OPEN


class OrderError(Exception):
    """An order that cannot be kept."""


class NodeOrderEffect(NodeEffect):
    """Keeps orders."""

    def __init__(self, container, pool: asyncpg.Pool) -> None:
        super().__init__(container)
        self._pool = pool
        self.table = os.environ["TABLE"]

    async def execute_effect(self, contract: dict[str, str], *, retries: int = 3) -> list[Order]:
        """All of them."""
        try:
            return self._made(await self._pool.fetch(ORDERS, timeout=retries))
        except Exception as error:
            raise OrderError("lost") from error

    def _made(self, rows):
        return [Order(row) for row in rows] if rows else self._made(rows)


if __name__ == "__main__":
    NodeOrderEffect(None, None)
`;

describe('the analysis of a source', () => {
  test('names every definition with its kind and lines', async () => {
    const { entities } = await analyzed(SHOP, 'quick');
    expect(entities.map(({ kind, id, line, end_line }) => `${kind} ${id} ${line}-${end_line}`)).toEqual([
      'module <module> 1-51',
      'constant ORDERS 12-12',
      'constant _LIMIT 13-13',
      'enum State 16-18',
      'model Order 22-24',
      'error OrderError 27-28',
      'node NodeOrderEffect 31-47',
      'method NodeOrderEffect.__init__ 34-37',
      'method NodeOrderEffect.execute_effect 39-44',
      'method NodeOrderEffect._made 46-47',
    ]);
  });

  test('says of each what there is to say', async () => {
    const { entities } = await analyzed(SHOP, 'quick');
    const detailsOf = (id: string): unknown => entities.find((it) => it.id === id)?.details;
    expect(detailsOf('State')).toMatchObject({ members: ['OPEN', 'DONE'] });
    expect(detailsOf('Order')).toMatchObject({
      decorators: ['dataclass'],
      attributes: [
        { name: 'number', type: 'int' },
        { name: 'state', type: 'State' },
      ],
    });
    expect(detailsOf('NodeOrderEffect')).toMatchObject({
      bases: ['omnibase_core.nodes.NodeEffect'],
      node_type: 'effect',
      attributes: [
        { name: '_pool', type: 'asyncpg.Pool' },
        { name: 'table', type: null },
      ],
    });
    expect(detailsOf('NodeOrderEffect.execute_effect')).toMatchObject({
      async: true,
      returns: 'list[Order]',
      parameters: [
        { name: 'contract', type: 'dict[str, str]', required: true },
        { name: 'retries', type: 'int', required: false },
      ],
    });
  });

  test('says in one sentence what it is', async () => {
    expect((await analyzed(SHOP)).summary).toBe('Keeps orders and tells others about them (effect).');
    expect((await analyzed('class A: pass\ndef f(): pass')).summary).toBe('Defines the class A and the function f.');
    expect((await analyzed('')).summary).toBe('A python source without classes and functions.');
  });

  test('counts its features', async () => {
    expect((await analyzed(SHOP, 'partial')).features).toMatchObject({
      async_functions: 1,
      io: { database: 1, http: 0 },
      error_handling: { try_blocks: 1, handlers: 1, broad_handlers: 1, raises: 1, chained: 1, own_errors: 1 },
      uses_container: true,
      has_retries: true,
      has_timeouts: true,
      dataclasses: 1,
      enums: 1,
      entry_points: ['__main__'],
      sql_tables: ['orders'],
      env_variables: ['TABLE'],
      topics: [],
    });
  });

  test('goes deeper with its depth', async () => {
    const quick = await analyzed(SHOP, 'quick');
    expect(quick).toMatchObject({ relationships: [], features: null, details: null, recommended_mixins: [] });
    expect(quick.node_type.type).toBe('effect');
    const partial = await analyzed(SHOP, 'partial');
    expect(partial.relationships.length).toBeGreaterThan(10);
    expect(partial.entities.map(({ id }) => id)).toContain('table:orders');
    expect(partial).toMatchObject({ details: null, recommended_mixins: [] });
    expect((await analyzed(SHOP, 'full')).details).not.toBeNull();
  });

  test('in full depth shows calls, data flow, and what others may use', async () => {
    const { details } = await analyzed(SHOP);
    expect(details?.call_graph).toContainEqual({
      caller: 'NodeOrderEffect.execute_effect',
      callee: 'NodeOrderEffect._made',
      line: 42,
      calls: 1,
    });
    expect(details?.recursive).toEqual(['NodeOrderEffect._made']);
    expect(details?.data_flow).toContainEqual({
      function: 'NodeOrderEffect.execute_effect',
      access: 'reads',
      system: 'table:orders',
      by: 'self._pool.fetch',
      line: 42,
    });
    expect(details?.public_interface.map(({ signature }) => signature)).toContain(
      'async execute_effect(contract: dict[str, str], retries: int = …) -> list[Order]',
    );
    expect(details?.public_interface.map(({ id }) => id)).not.toContain('NodeOrderEffect._made');
  });

  test('points at functions that are hard to follow', async () => {
    const branches = Array.from({ length: 12 }, (_, n) => `  if x == ${n}:\n    return ${n}\n`).join('');
    const { details } = await analyzed(`def easy(): pass\ndef hard(x):\n${branches}`);
    expect(details?.hotspots).toMatchObject([{ function: 'hard', line: 2, reason: 'cyclomatic 13 > 10' }]);
  });

  test('finds the words a source is about, not those of every source', async () => {
    const { domain_keywords: keywords } = await analyzed(SHOP);
    expect(keywords[0]).toBe('order');
    expect(keywords).not.toContain('node');
  });

  test('suggests mixins by what docstrings ask for', async () => {
    const { recommended_mixins: mixins } = await analyzed('class A:\n  """Caches results with a time to live."""');
    expect(mixins.map(({ mixin_name }) => mixin_name)).toContain('MixinCaching');
  });

  test('is trusted less when the source could not be parsed', async () => {
    const [whole, broken] = [await analyzed('def f(): pass'), await analyzed('def f(): pass\nx = = 3')];
    expect(broken.parsed).toBe(false);
    expect(broken.confidence).toBeLessThan(whole.confidence);
  });

  test('tells definitions of one name apart', async () => {
    const { entities } = await analyzed('def f(): pass\ndef f(): pass', 'quick');
    expect(entities.map(({ id }) => id)).toEqual(['<module>', 'f', 'f#2']);
  });
});

describe('hostile sources', () => {
  test('are cut, and what was left out is counted', async () => {
    const source = Array.from({ length: 1_000 }, (_, n) => `def f${n}(): f${(n * 7) % 1_000}()\n`).join('');
    const { entities, relationships, omitted } = await analyzed(source);
    expect(entities).toHaveLength(MAX_ENTITIES);
    expect(relationships).toHaveLength(MAX_RELATIONSHIPS);
    expect(omitted).toEqual({ entities: 1_001 - MAX_ENTITIES, relationships: 2_000 - MAX_RELATIONSHIPS });
  });

  test.each([
    ['a function of 10,000 lines', `def f(db):\n${'  db.execute("SELECT 1 FROM a JOIN b ON x")\n'.repeat(10_000)}`],
    [
      'names of the prototype',
      'class __proto__(constructor):\n  toString = __proto__()\n  def constructor(self): self.constructor()\nimport __proto__.constructor as hasOwnProperty\nhasOwnProperty()',
    ],
    [
      'classes that inherit each other',
      'class A(B): pass\nclass B(A):\n  def f(self): self.g()\nclass C(C):\n  def f(self): super().g()',
    ],
    ['variables that are each other', 'a = b\nb = a\ndef f(bus): bus.publish(a)'],
    [
      'functions inside functions with long names',
      Array.from({ length: 90 }, (_, n) => `${' '.repeat(n)}def ${'f'.repeat(2_000)}${n}():\n`).join('') +
        `${' '.repeat(90)}g()\n`.repeat(1_000),
    ],
    ['a name without end', `class ${'aB'.repeat(100_000)}(${'c.'.repeat(900)}D): pass`],
    ['environment in one list', `import os\nx = [${'os.environ["A"], '.repeat(5_000)}]`],
  ])('%s do no harm', async (_, source) => {
    const text = JSON.stringify(await analyzed(source));
    expect(text.length).toBeLessThan(2_000_000);
  });

  test('of any kind are answered, with the same bytes every time, in JSON that says all', async () => {
    const pieces = fc.constantFrom(
      'class A(B):\n',
      '  def f(self, x=[]):\n',
      '    ',
      'x = ',
      'f(',
      ')',
      'await ',
      '"',
      '"""',
      'f"{',
      '}',
      'try:\n',
      'except ',
      ':',
      '\n',
      'import os\n',
      'os.environ["',
      'self.db.execute("SELECT * FROM ',
      'bus.publish(',
      'raise ',
      '__proto__',
      '.',
      '[',
      ']',
      '\0',
      '\ud800',
      'http://',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 }),
        async (parts) => {
          const source = parts.join('');
          const analysis = await analyzed(source);
          expect(JSON.stringify(await analyzed(source))).toBe(JSON.stringify(analysis));
          expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
          const ids = analysis.entities.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { source: from } of analysis.relationships) expect(ids).toContain(from);
          expect(analysis.confidence).toBeGreaterThanOrEqual(0);
          expect(analysis.confidence).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
