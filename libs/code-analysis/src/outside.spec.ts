import { reached } from './code.fixture';

async function shown(source: string): Promise<string[]> {
  return (await reached(source)).map(({ access, kind, name }) => `${access} ${kind} ${name}`);
}

describe('what a source reaches outside', () => {
  test.each([
    [
      'a client by its import',
      'import httpx as web\nweb.get("https://api.example.org/v1")',
      ['reads external_system api.example.org'],
    ],
    [
      'an address that is filled in',
      'import requests\nrequests.post(f"https://{host}/v1")',
      ['writes external_system HTTP'],
    ],
    [
      'a client by the annotation of a parameter',
      'import asyncpg\nasync def f(pool: "asyncpg.Pool | None"):\n  await pool.fetch("SELECT 1 FROM a")',
      ['reads table a'],
    ],
    [
      'a client by what is given to self',
      'from redis.asyncio import Redis\nclass A:\n  def __init__(self):\n    self.r = Redis()\n  async def f(self):\n    await self.r.set("a", 1)',
      ['depends_on external_system Redis', 'writes external_system Redis'],
    ],
    [
      'a client by its name',
      'async def f(self):\n  await self._redis_client.get("a")',
      ['reads external_system Redis'],
    ],
    [
      'statements in constants',
      'Q = "DELETE FROM a"\nclass D:\n  Q = "SELECT 1 FROM b"\n  async def f(self, db):\n    await db.execute(Q)\n    await db.fetch(self.Q)',
      ['writes table a', 'reads table b'],
    ],
    [
      'statements in variables',
      'def f(cursor):\n  q = f"UPDATE {schema}.x SET a = 1 FROM b"\n  cursor.execute(q)',
      ['reads table b'],
    ],
    [
      'statements inside a wrapper',
      'def f(connection):\n  connection.execute(text("SELECT 1 FROM a"))',
      ['reads table a'],
    ],
    ['files that are read', 'open("a")', ['reads external_system file system']],
    ['files that are written', 'with open("a", mode="wb") as f: pass', ['writes external_system file system']],
    [
      'paths',
      'p.write_text("x")\np.read_text()',
      ['writes external_system file system', 'reads external_system file system'],
    ],
    ['processes', 'import subprocess\nsubprocess.run(["ls"])', ['depends_on external_system process']],
    [
      'variables of the environment',
      'import os\nos.environ["A"]\nos.getenv("B")\nos.environ.get("C", "")\nos.environ["D"] = "1"\nos.environ[x]',
      ['reads env_variable A', 'reads env_variable B', 'reads env_variable C', 'writes env_variable D'],
    ],
    [
      'variables by an imported name and a constant',
      'from os import environ as e, getenv\nKEY = "A"\ngetenv(KEY)\ne["B"]',
      ['reads env_variable A', 'reads env_variable B'],
    ],
  ])('finds %s', async (_, source, expected) => {
    expect(await shown(source)).toEqual(expected);
  });

  test.each([
    ['a dictionary called like a client', 'def f(session_names, cache):\n  session_names.add("a")\n  cache.get("a")'],
    ['a method of the source itself', 'class A:\n  def publish(self): pass\n  def f(self):\n    self.publish("a.b.c")'],
    ['text that is no statement', 'x = "SELECT 1 FROM a"'],
    ['something of an unknown type', 'x = f()\nx.get("a")'],
  ])('finds nothing in %s', async (_, source) => {
    expect(await shown(source)).toEqual([]);
  });
});

describe('the topics of a call', () => {
  test.each([
    ['a literal', 'await bus.publish("shop.order.placed", b"")', 'publishes topic shop.order.placed'],
    ['a keyword', 'await producer.send_and_wait(value=b"", topic="orders")', 'publishes topic orders'],
    ['a constant', 'T = "orders"\nawait bus.publish(T, x)', 'publishes topic orders'],
    [
      'a member of an enumeration',
      'class T(StrEnum):\n  A = "orders"\nawait bus.publish(T.A.value, x)',
      'publishes topic orders',
    ],
    [
      'a constant from elsewhere',
      'from shop.topics import TOPIC_A\nawait bus.publish(TOPIC_A, x)',
      'publishes topic shop.topics.TOPIC_A',
    ],
    [
      'a name with a part that is filled in',
      'await bus.publish(f"{env}.shop.order.v1")',
      'publishes topic {}.shop.order.v1',
    ],
    [
      'a consumer',
      'from aiokafka import AIOKafkaConsumer\nAIOKafkaConsumer("a", "b", group_id="c")',
      'consumes topic a, consumes topic b',
    ],
    ['a list', 'await consumer.subscribe(["a", "b"])', 'consumes topic a, consumes topic b'],
    ['a variable, which says nothing', 'await bus.publish(topic, x)', 'publishes external_system event bus'],
    ['no topic at all', 'await producer.send(message)', 'publishes external_system message queue'],
  ])('by %s', async (_, source, expected) => {
    expect((await shown(source)).join(', ')).toBe(expected);
  });
});
