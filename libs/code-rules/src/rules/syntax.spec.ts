import { loadRuff } from '#code-model';
import type { Rule } from '../rule';
import { SECURITY } from './security';
import { SEMANTICS } from './semantics';
import { SYNTAX } from './syntax';

const RULES: readonly Rule[] = [...SYNTAX, ...SEMANTICS, ...SECURITY];

describe('what the engine finds', () => {
  const ids = new Map(RULES.flatMap(({ id, engines = [] }) => engines.map((code) => [code, id])));
  const ruff = loadRuff([...ids.keys()].filter((code) => code !== 'invalid-syntax'));
  const found = (code: string): (string | undefined)[] => {
    const findings = ruff.check(code);
    return findings.kind === 'checked' ? findings.diagnostics.map(({ rule }) => ids.get(rule)) : [];
  };

  it.each([
    ['SYN-001', 'def f(:\n    pass'],
    ['SYN-001', 'return 1'],
    ['SYN-001', 'def f():\n    await f()'],
    ['SEM-001', 'def f():\n    return nothing'],
    ['SEM-002', 'import os'],
    ['SEM-002', 'def f():\n    x = 1'],
    ['SEM-003', 'def f(x):\n    try:\n        x()\n    except ValueError:\n        raise KeyError(x)'],
    ['SEM-004', 'import time\nasync def f():\n    time.sleep(1)'],
    ['SEC-001', 'eval("1")'],
    ['SEC-001', 'import subprocess\ndef f(x):\n    subprocess.run("ls " + x, shell=True)'],
    ['SEC-001', 'import pickle\npickle.loads(b"")'],
    ['SEC-001', 'import yaml\nyaml.load("a: 1")'],
    ['SEC-001', 'import os\nos.system("ls")'],
    ['SEC-003', 'def f(db, name):\n    db.execute(f"SELECT * FROM t WHERE name = {name}")'],
  ])('is reported as %s: %j', (id, code) => {
    expect(new Set(found(code))).toEqual(new Set([id]));
  });

  it.each(['import subprocess\nsubprocess.run(["ls"], check=True)', 'import yaml\nyaml.safe_load("a: 1")', 'x = 1'])(
    'is nothing in %j',
    (code) => {
      expect(found(code)).toEqual([]);
    },
  );

  it('has one rule for each of its codes', () => {
    const codes = RULES.flatMap(({ engines = [] }) => engines);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
