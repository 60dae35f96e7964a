import { loadPython } from '#code-model';
import { subjectOf } from '../subject';
import { PURITY_CALLS } from './purity-calls';
import { loadFinder } from './subject.fixture';

let found: (body: string, before?: string, name?: string) => string[];
let severities: (body: string) => string[];
const inNode = (body: string, before: string, name: string): string =>
  `${before}\nclass ${name}:\n    async def process(self, path, conn):\n${body.replaceAll(/^/gm, '        ')}\n`;

beforeAll(async () => {
  const find = await loadFinder();
  found = (body, before = '', name = 'NodeACompute') => {
    const code = inNode(body, before, name);
    return PURITY_CALLS.flatMap((rule) => find(rule, code).map(() => rule.id));
  };
  const read = await loadPython();
  severities = (body) => {
    const subject = subjectOf(read(inNode(body, 'from pathlib import Path', 'NodeACompute')), {
      profile: 'imperative',
    });
    return PURITY_CALLS.flatMap((rule) => [...(rule.check?.(subject) ?? [])]).map(({ severity }) => severity ?? 'full');
  };
});

describe('files in a pure node', () => {
  test.each([
    ['open("a", "w")', ''],
    ['open(path, mode="ab")', ''],
    ['open("a", "r+")', ''],
    ['io.open("a", "x")', 'import io'],
    ['Path("a").write_text("b")', 'from pathlib import Path'],
    ['(Path("a") / "b").unlink()', 'from pathlib import Path'],
    ['path.parent.mkdir(parents=True)', ''],
    ['path.replace(other)', ''],
    ['self.file_path.open("w")', ''],
    ['os.makedirs("a")', 'import os'],
    ['remove("a")', 'from os import remove'],
    ['sh.rmtree("a")', 'import shutil as sh'],
    ['logging.FileHandler("a")', 'import logging'],
  ])('%s changes them', (call, before) => {
    expect(found(call, before)).toEqual(['PUR-002']);
  });

  test('that are read weigh less than those that are changed', () => {
    expect(severities('Path("a").write_text("b")')).toEqual(['full']);
    expect(severities('open("a", "w")')).toEqual(['full']);
    expect(severities('open("a").read()')).toEqual(['info']);
    expect(severities('with open(path, "rb") as f:\n    f.read()')).toEqual(['info']);
    expect(severities('Path("a").read_text()')).toEqual(['warning']);
    expect(severities('path.read_bytes()')).toEqual(['warning']);
  });

  test.each([
    ['path.replace("a", "b")', ''],
    ['text.replace("a")', ''],
    ['frame.rename(columns)', ''],
    ['self.open("w")', ''],
    ['buffer.write("a")', ''],
    ['os.path.join("a", "b")', 'import os'],
    ['copy.copy(a)', 'import copy'],
    ['a = "open(1, \'w\')"', ''],
    ['items.remove("a")', ''],
  ])('%s leaves them alone', (call, before) => {
    expect(found(call, before)).toEqual([]);
  });
});

describe('the environment in a pure node', () => {
  test.each([
    ['os.environ["A"]', 'import os'],
    ['os.environ["A"] = "b"', 'import os'],
    ['a = os.environ.get("A")', 'import os'],
    ['getenv("A")', 'from os import getenv'],
    ['dict(o.environ)', 'import os as o'],
    ['environ["A"]', 'from os import environ'],
    ['load_dotenv()', 'from dotenv import load_dotenv'],
  ])('%s depends on it', (code, before) => {
    expect(found(code, before)).toEqual(['PUR-003']);
  });

  test.each(['self.environ["A"]', 'config.getenv("A")', 'os.sep'])('%s does not', (code) => {
    expect(found(code, 'import os')).toEqual([]);
  });
});

describe('PUR-004', () => {
  test.each([
    'await self.db.fetch("a")',
    'async with self.db_pool.acquire() as c:\n    pass',
    'await self._http_client.get("a")',
    'row = await conn.fetchrow("a")',
    'self.cursor.fetchall()',
    'await self.producer.send("t", b"")',
  ])('refuses %j in a compute, not in an effect', (code) => {
    expect(found(code)).toEqual(['PUR-004']);
    expect(found(code, '', 'NodeAEffect')).toEqual([]);
  });

  test.each([
    'self.session.get("a")',
    'self._lock.acquire()',
    'await self.model.get("a")',
    'self.options.update(a)',
    'conn.get("a")',
    'await self.fetch("a")',
  ])('accepts %j', (code) => {
    expect(found(code)).toEqual([]);
  });
});

describe('PUR-010', () => {
  test.each([
    ['datetime.now()', 'from datetime import datetime'],
    ['datetime.datetime.now(tz=UTC)', 'import datetime'],
    ['date.today()', 'from datetime import date'],
    ['time.time()', 'import time'],
    ['uuid4()', 'from uuid import uuid4'],
    ['random.choice(a)', 'import random'],
    ['random.Random()', 'import random'],
    ['np.random.rand(3)', 'import numpy as np'],
    ['token_hex()', 'from secrets import token_hex'],
  ])('refuses %s', (call, before) => {
    expect(found(call, before)).toEqual(['PUR-010']);
  });

  test.each([
    ['time.perf_counter()', 'import time'],
    ['random.Random(7)', 'import random'],
    ['np.random.default_rng(7)', 'import numpy as np'],
    ['datetime.fromisoformat(a)', 'from datetime import datetime'],
    ['uuid5(a, b)', 'from uuid import uuid5'],
    ['self.datetime.now()', 'from datetime import datetime'],
    ['clock.time()', 'import time'],
    ['secrets.compare_digest(a, b)', 'import secrets'],
  ])('accepts %s', (call, before) => {
    expect(found(call, before)).toEqual([]);
  });

  test('knows well-known modules in a fragment without imports', () => {
    expect(found('datetime.datetime.now()')).toEqual(['PUR-010']);
  });
});
