import type { ValidateRequest, ValidationIssue } from '#contracts';
import { Engines } from '#code-model';
import { RUFF_RULES } from './table';
import { validate } from './validate';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

function issues(code_content: string, more: Partial<ValidateRequest> = {}): readonly ValidationIssue[] {
  const request: ValidateRequest = { code_content, validation_type: 'full', language: 'python', ...more };
  const outcome = validate(request, engines);
  if (outcome.kind === 'refusal') throw new Error(outcome.refusal.message);
  return outcome.result.issues;
}

const typescript = { language: 'typescript' };
const found = (id: string, code: string, more?: Partial<ValidateRequest>) =>
  issues(code, more).flatMap(({ code: rule, severity, line }) => (rule === id ? [`${line} ${severity}`] : []));

describe('where a check and an engine speak of one line', () => {
  const IMPORTS = 'import vm from "node:vm";\nimport { exec } from "node:child_process";\n';

  it.each([
    ['export const f = (s: string): unknown => [vm.runInThisContext(s), eval(s)];', ['3 warning', '3 error']],
    ['export const f = (s: string): unknown => [exec(s), new Function(s)];', ['3 warning', '3 error']],
    ['export const f = (s: string): unknown => exec(`ls ${eval(s)}`);', ['3 error']],
    ['export const f = (s: string): unknown => exec(eval(s));', ['3 error']],
  ])('the gravest is told, and one mistake once: %s', (code, expected) => {
    expect(found('SEC-001', IMPORTS + code, typescript)).toEqual(expected);
  });
});

describe('one mistake is one finding', () => {
  it('of two rules of one engine', () => {
    expect(found('SYN-001', 'import asyncio\nawait asyncio.sleep(1)\n')).toEqual(['2 error']);
  });

  it('and two mistakes on one line are two', () => {
    expect(found('SEM-001', 'import os\nx = os, missing, gone\n')).toEqual(['2 error', '2 error']);
  });
});

it('a fragment is told what it does with what it would import', () => {
  expect(found('SEC-001', 'def f(a):\n    return yaml.load(a)\n')).toEqual(['2 error']);
  expect(found('EFF-003', 'def f(a):\n    return requests.get(a)\n')).toEqual(['2 warning']);
});

describe('messages', () => {
  it('do not tell who sends a request how to configure an engine', () => {
    const [issue] = issues('import sys\nx = sys, PythonFinalizationError\n').filter(({ code }) => code === 'SEM-001');
    expect(issue?.message).toBe('Undefined name `PythonFinalizationError`');
  });

  it('have a space between their sentences', () => {
    const code = 'export function f(): void {\n  try { f(); } catch (e) { throw new Error("no"); }\n}';
    expect(issues(code, typescript).find(({ rule }) => rule === 'useErrorCause')?.message).toContain('object. Include');
  });
});

it('a name of another version is no error below a question for the version', () => {
  const guarded = (condition: string) => `import sys\nif ${condition}:\n    x = PythonFinalizationError\n`;
  expect(found('SEM-001', guarded('sys.version_info >= (3, 13)'))).toEqual([]);
  expect(found('SEM-001', guarded('sys.platform == "linux"'))).toEqual(['3 error']);
});

describe('a class', () => {
  const SENDS = 'import requests\n\n\nclass NAME:\n    def load(self) -> bytes:\n        return requests.get("/")\n';
  const named = (name: string) => SENDS.replace('NAME', name);

  it.each(['NoiseReducer', 'AbstractReducer(ABC)', 'MapReducer', 'CloudCompute', 'NodeCounter(ast.NodeVisitor)'])(
    'is no node of ONEX because it is called %s',
    (name) => {
      expect(issues(named(name)).filter(({ code }) => /^(?:PUR|NAM|BAS|CTR)/.test(code))).toEqual([]);
    },
  );

  it.each<readonly [about: string, code: string, more: Partial<ValidateRequest>]>([
    ['its name begins with Node and ends with a kind', named('NodeNoiseReducer'), {}],
    ['it inherits a node', named('NoiseReducer(NodeReducer)'), {}],
    ['it takes the container', `${named('NoiseReducer')}    def __init__(self, container): ...\n`, {}],
    ['its file speaks of ONEX', `# A node of ONEX.\n${named('NoiseReducer')}`, {}],
    ['it is the one that was asked for', named('NoiseReducer'), { node_type: 'reducer' }],
    ['its file is a node’s', named('NoiseReducer'), { file_path: 'nodes/node_noise_reducer/node.py' }],
  ])('is one when %s', (_, code, more) => {
    expect(issues(code, more).filter(({ code: id }) => id === 'PUR-001')).not.toEqual([]);
  });

  it('of a tree is none because its base is called NodeBase', () => {
    const tree =
      'abstract class NodeBase { abstract walk(): void }\nexport class LeafNode extends NodeBase { walk() {} }';
    expect(found('NAM-001', tree, typescript)).toEqual([]);
    expect(found('NAM-001', `import { NodeBase } from "@omninode/core";\n${tree.split('\n')[1]}`, typescript)).toEqual([
      '2 error',
    ]);
  });
});

describe('a stub', () => {
  it('has neither bodies nor docstrings to miss', () => {
    const stub = 'class Box:\n    def __init__(self) -> None: ...\n    def fold(self, times: int) -> str: ...\n';
    const told = issues(stub, { file_path: 'a.pyi' }).map(({ code }) => code);
    expect(told).not.toContain('STR-001');
    expect(told).not.toContain('STR-006');
    expect(issues(stub, { file_path: 'a.py' }).map(({ code }) => code)).toContain('STR-001');
  });
});

describe('SQL that is filled', () => {
  const run = (...lines: string[]) =>
    found('SEC-003', `def f(c, n, ids):\n${lines.map((line) => `    ${line}\n`).join('')}`);

  it.each([
    'c.info(f"Select a plant from the list of {n}")',
    'c.info("delete from the list of " + n)',
    'c.info(f"Update the bed and set {n}")',
    `c.execute(f"SELECT a FROM b WHERE c IN ({', '.join(['%s'] * len(ids))})")`,
  ])('is none: %s', (line) => expect(run(line)).toEqual([]));

  it.each(['", ".join("?" for _ in ids)', '",".join(["%s"] * len(ids))', '"?," * len(ids)'])(
    'is none where marks are filled in: %s',
    (marks) => {
      expect(run(`marks = ${marks}`, 'c.execute(f"SELECT a FROM b WHERE c IN ({marks})", ids)')).toEqual([]);
      expect(run(`marks = ${marks}`, 'c.execute("SELECT a FROM b WHERE c IN (%s)" % marks, ids)')).toEqual([]);
    },
  );

  it.each([
    'c.execute(f"SELECT a FROM b WHERE c = {n}")',
    'c.execute(f"select a, b from c where d = {n}")',
    'c.execute("DELETE FROM a WHERE b = " + n)',
    'c.execute("UPDATE a SET b = %s" % n)',
  ])('is told: %s', (line) => expect(run(line)).toEqual(['2 warning']));

  it.each([
    [['q = "SELECT a FROM b WHERE c = "', 'q += n'], ['3 warning']],
    [['q = "SELECT a FROM b WHERE c = "', 'q = q + n'], ['3 warning']],
    [['q = "SELECT a FROM b"', 'q += f" WHERE c = {n}"'], ['3 warning']],
    [['q = "SELECT a FROM b"', 'q += " LIMIT 1"'], []],
    [['q = "A plant "', 'q += n'], []],
  ])('is told where it is prolonged by a value: %j', (lines, expected) => expect(run(...lines)).toEqual(expected));

  it.each([
    ['"SELECT a FROM b WHERE c = \'" + id + "\'"', 1],
    ['"SELECT a FROM b " + "WHERE c = " + String(id)', 1],
    ['"SELECT a FROM b " + "WHERE c = $1"', 0],
    ['"SELECT a FROM " + TABLE', 0],
    ['"Select a plant " + id', 0],
  ])('is told of TypeScript: %s', (sql, times) => {
    expect(found('SEC-003', `export const f = (id: string): string => ${sql};`, typescript)).toHaveLength(times);
  });
});

describe('a loader of YAML', () => {
  const load = (...lines: string[]) => found('SEC-001', `import yaml\n${lines.join('\n')}\n`);

  it.each([
    ['derived from a safe one', ['class L(yaml.SafeLoader): ...', 'yaml.load("a", Loader=L)']],
    ['derived from one that is', ['class L(yaml.CSafeLoader): ...', 'class M(L): ...', 'yaml.load_all("a", Loader=M)']],
    ['that is another name of one', ['L = yaml.CSafeLoader', 'yaml.load("a", Loader=L)']],
  ])('%s is safe', (_, lines) => expect(load(...lines)).toEqual([]));

  it('from elsewhere that is called safe is doubted', () => {
    expect(load('from a import SafeLineLoader', 'yaml.load("a", Loader=SafeLineLoader)')).toEqual(['3 warning']);
  });

  it.each([
    ['class L(yaml.Loader): ...', 'yaml.load("a", Loader=L)'],
    ['class SafeLoader(yaml.Loader): ...', 'yaml.load("a", Loader=SafeLoader)'],
    ['', 'yaml.load_all("a", yaml.UnsafeLoader)'],
    ['', 'yaml.unsafe_load_all("a")'],
    ['from yaml import unsafe_load', 'unsafe_load("a")'],
    ['from ruamel.yaml import YAML', 'YAML(typ="unsafe")'],
  ])('%s %s is not', (before, call) => expect(load(before, call)).not.toEqual([]));
});
