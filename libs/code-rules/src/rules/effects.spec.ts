import { EFFECTS } from './effects';
import { loadFinder } from './subject.fixture';

let found: (code: string) => string[];
let inNode: (body: string, name?: string) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  found = (code) => EFFECTS.flatMap((rule) => find(rule, code).map((finding) => `${rule.id} ${finding.split(':')[0]}`));
  inNode = (body, name = 'NodeAEffect') =>
    found(`class ${name}:\n    async def execute_effect(self, a):\n${body.replaceAll(/^/gm, '        ')}\n`);
});

describe('EFF-001', () => {
  test.each(['return a / 2', 'return ModelResult(a=len(a))', 'b = sorted(a)\nreturn {"b": b}'])(
    'finds %j too little for an effect',
    (body) => {
      expect(inNode(body)).toEqual(['EFF-001 1']);
    },
  );

  test.each(['return await self.send(a)', 'write(a)', 'async with a:\n    return 1', 'self.client.get(a)', '...'])(
    'takes %j for an effect, or for nothing yet',
    (body) => {
      expect(inNode(body)).toEqual([]);
    },
  );

  test('leaves computes and thin nodes alone', () => {
    expect(found('class NodeACompute:\n    def execute_compute(self, a):\n        return a\n')).toEqual([]);
    expect(found('class NodeAEffect(NodeEffect):\n    pass\n')).toEqual([]);
  });
});

describe('EFF-002', () => {
  const INSERT = 'await conn.execute("INSERT INTO a VALUES ($1)", a)';
  const UPDATE = 'await conn.execute("update a set b = $1", a)';

  test('finds several writes without a transaction at the second one', () => {
    expect(inNode(`${INSERT}\n${UPDATE}`)).toEqual(['EFF-002 4']);
  });

  test.each([
    INSERT,
    `async with conn.transaction():\n    ${INSERT}\n    ${UPDATE}`,
    `${INSERT}\n${UPDATE}\nawait conn.commit()`,
    `${INSERT}\nawait conn.execute("SELECT b FROM a")`,
  ])('accepts %j', (body) => {
    expect(inNode(body)).toEqual([]);
  });
});

describe('EFF-003', () => {
  test.each([
    'from urllib.request import urlopen\nurlopen("a")',
    'import socket\nsocket.create_connection(("a", 1))',
    'import smtplib as s\ns.SMTP("a")',
  ])('refuses %j', (code) => {
    expect(found(code)).toEqual(['EFF-003 2']);
  });

  test.each([
    'from urllib.request import urlopen\nurlopen("a", timeout=3)',
    'from urllib.request import urlopen\nurlopen("a", None, 3)',
    'import socket\nsocket.create_connection(("a", 1), 3)',
    'import socket\nsocket.create_connection(**options)',
    'import os\nurlopen("a")',
  ])('accepts %j', (code) => {
    expect(found(code)).toEqual([]);
  });
});
