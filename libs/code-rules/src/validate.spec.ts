import type { ValidateRequest, ValidationResult } from '#contracts';
import { Engines } from '#code-model';
import { MAX_MESSAGE_LENGTH } from './judge';
import { RUFF_RULES } from './table';
import { DIMENSIONS_OF, MAX_ISSUES, unfinishedValidation, validate } from './validate';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

function request(code_content: string, more: Partial<ValidateRequest> = {}): ValidateRequest {
  return { code_content, validation_type: 'full', language: 'python', ...more };
}

function resultOf(code: string, more: Partial<ValidateRequest> = {}): ValidationResult {
  const outcome = validate(request(code, more), engines);
  if (outcome.kind === 'refusal') throw new Error(outcome.refusal.message);
  return outcome.result;
}

const codesOf = (result: ValidationResult) => result.issues.map(({ code, severity, rule }) => [code, severity, rule]);

const EVERYTHING = 'import os\nimport missing_\ntry:\n    missing()\nexcept:\n    pass\n';

describe('findings become issues', () => {
  it.each([
    ['def f(:\n    pass\n', 'SYN-001', 'error', 'invalid-syntax'],
    ['return 1\n', 'SYN-001', 'error', 'F706'],
    ['break\n', 'SYN-001', 'error', 'F701'],
    ['def f():\n    await f()\n', 'SYN-001', 'error', 'PLE1142'],
    ['x = 1\nfrom __future__ import annotations\n', 'SYN-001', 'error', 'F404'],
    ['import os\nprint_ = os, missing\n', 'SEM-001', 'error', 'F821'],
    ['__all__ = ["missing"]\n', 'SEM-001', 'error', 'F822'],
    ['def f():\n    x = y\n    y = 1\n    return x\ny = 2\n', 'SEM-001', 'error', 'F823'],
    ['import os\n', 'SEM-002', 'warning', 'F401'],
    ['def f():\n    x = 1\n', 'SEM-002', 'warning', 'F841'],
    ['def f(): ...\ndef f(): ...\n', 'SEM-002', 'warning', 'F811'],
    ['x = f"a"\n', 'SEM-002', 'warning', 'F541'],
    ['try:\n    x = 1\nexcept OSError:\n    raise KeyError()\n', 'SEM-003', 'warning', 'B904'],
    ['import time\nasync def f():\n    time.sleep(1)\n', 'SEM-004', 'warning', 'ASYNC251'],
  ])('%j is %s, %s (%s)', (code, id, severity, rule) => {
    const result = resultOf(code);
    expect(codesOf(result)).toContainEqual([id, severity, rule]);
    expect(result.is_valid).toBe(!result.issues.some((issue) => issue.severity === 'error'));
  });

  it('has a hint and a place for each', () => {
    for (const issue of resultOf(EVERYTHING).issues) {
      expect(issue.hint).toMatch(/\w/);
      expect(issue.line).toBeGreaterThan(0);
    }
  });

  it('says what to do about the very thing that was found', () => {
    const { issues, suggestions } = resultOf('import os\n\n\ndef f() -> int:\n    x = 1\n    return 2\n');
    const advice = issues.filter(({ code }) => code === 'SEM-002').map(({ rule, hint }) => [rule, hint]);
    expect(advice).toEqual([
      ['F401', 'remove the import'],
      ['F841', 'remove the variable, or use it'],
    ]);
    expect(suggestions).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/remove the import/),
        expect.stringMatching(/remove the variable/),
      ]),
    );
  });

  it('gives the exact place of a syntax error', () => {
    expect(resultOf('x = 1\nif x\n    pass\n').issues[0]).toMatchObject({
      line: 2,
      column: 5,
      end_line: 3,
      end_column: 1,
    });
  });

  it('says nothing else of code that does not compile', () => {
    const result = resultOf('import os\nclass node_:\n  x = []\n  def f(:\n', { node_type: 'compute' });
    expect(new Set(result.issues.map(({ code }) => code))).toEqual(new Set(['SYN-001']));
  });

  it('takes undefined PascalCase names for warnings in a snippet, and only there', () => {
    const undefinedNames = (code: string) =>
      resultOf(code).issues.flatMap(({ code: id, severity }) => (id === 'SEM-001' ? [severity] : []));
    expect(undefinedNames('class NodeA(NodeBase): ...\n')).toEqual(['warning']);
    expect(undefinedNames('x = helper()\n')).toEqual(['error']);
    expect(undefinedNames('x = MAX_SIZE\n')).toEqual(['error']);
    expect(undefinedNames('import os\nx = NodeBase(os)\n')).toEqual(['error']);
  });

  it('cannot be silenced by comments', () => {
    const quiet = '# ruff: noqa\nimport os  # noqa: F401\ntry:\n    x = 1\nexcept:  # noqa\n    pass\n';
    expect(new Set(resultOf(quiet).issues.map(({ code }) => code))).toEqual(
      new Set(resultOf(quiet.replaceAll('noqa', 'nope')).issues.map(({ code }) => code)),
    );
  });

  it('lets a waiver weaken an error, but not a fault of syntax, semantics or security', () => {
    const handler = (comment: string) => `try:\n    x = 1\nexcept:  # ${comment}\n    x = eval("1")\n`;
    const severityOf = (code: string, id: string) => resultOf(code).issues.find((issue) => issue.code === id)?.severity;
    expect(severityOf(handler('why not'), 'ERR-001')).toBe('error');
    expect(severityOf(handler('error-ok: third party'), 'ERR-001')).toBe('warning');
    expect(severityOf('x = eval("1")  # ONEX_EXCLUDE: all of it\n', 'SEC-001')).toBe('error');
    expect(severityOf('x = missing  # ONEX_EXCLUDE\n', 'SEM-001')).toBe('error');
  });

  it('sorts them by position', () => {
    const lines = resultOf('import sys\nclass node: ...\nx = missing\nimport os\n').issues.map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it('lists at most 200, errors before warnings, in order, and counts the rest', () => {
    const result = resultOf(`${'import os\n'.repeat(300)}x = missing\n`);
    expect(result.issues).toHaveLength(MAX_ISSUES);
    expect(result.issues_omitted).toBeGreaterThan(300 - MAX_ISSUES);
    expect(result.issues.at(-1)).toMatchObject({ code: 'SEM-001', line: 301 });
    expect(result.is_valid).toBe(false);
  });

  it('does not let names from the code blow up the answer', () => {
    const [issue] = resultOf(`import os\nos.x = ${'n'.repeat(100_000)}\n`).issues.filter(({ line }) => line === 2);
    expect(issue?.message).toHaveLength(MAX_MESSAGE_LENGTH);
    for (const { message } of resultOf(`import os\nos.x = ${'𝒳'.repeat(1000)}\n`).issues) {
      expect(message).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    }
  });
});

describe('the validation type decides what is reported', () => {
  it.each(['syntax', 'semantic', 'compliance', 'full'] as const)('%s', (validation_type) => {
    const result = resultOf(EVERYTHING, { validation_type });
    const codes = new Set(result.issues.map(({ code }) => code.slice(0, 3)));
    expect(codes.has('SEM')).toBe(validation_type === 'semantic' || validation_type === 'full');
    expect(codes.has('ERR')).toBe(validation_type === 'compliance' || validation_type === 'full');
    expect(Object.keys(result.dimensions)).toEqual(DIMENSIONS_OF[validation_type]);
    expect(result).toMatchObject({ is_valid: validation_type === 'syntax', validation_type, language: 'python' });
    expect(result.onex_compliance_score).toBe(resultOf(EVERYTHING).onex_compliance_score);
  });

  it.each(['syntax', 'semantic', 'compliance', 'full'] as const)(
    '%s is stopped by a syntax error',
    (validation_type) => {
      const result = resultOf('def f(:\n', { validation_type });
      expect(result.is_valid).toBe(false);
      expect(result.dimensions).toEqual({ syntax: result.quality_score });
    },
  );
});

describe('what else is asked decides, too', () => {
  const NODE =
    'class NodeAEffect(NodeEffect):\n    async def execute_effect(self, data: ModelA) -> ModelB:\n        return data\n';

  it('the node type', () => {
    expect(resultOf(NODE, { node_type: 'effect' }).issues.map(({ code }) => code)).not.toContain('TYP-001');
    expect(resultOf(NODE, { node_type: 'reducer' })).toMatchObject({
      is_valid: false,
      issues: expect.arrayContaining([expect.objectContaining({ code: 'TYP-001', severity: 'error' })]),
    });
  });

  it('the contracts: what they ask for, and which profile they imply', () => {
    const contract = { name: 'a', node_type: 'compute', version: '1.0.0' };
    expect(codesOf(resultOf(NODE, { node_type: 'effect', contracts: [contract] }))).toContainEqual([
      'CON-002',
      'error',
      'contract',
    ]);
    const routing = { name: 'a', node_type: 'effect', handler_routing: { routing_strategy: 'x', handlers: [] } };
    expect(resultOf(NODE, { node_type: 'effect', contracts: [routing] })).toMatchObject({ profile: 'declarative' });
    expect(resultOf(NODE, { node_type: 'effect' })).toMatchObject({ profile: 'imperative' });
    expect(resultOf(NODE, { node_type: 'effect', profile: 'imperative', contracts: [routing] })).toMatchObject({
      profile: 'imperative',
    });
  });

  it('the profile: a thin node has no methods of its own', () => {
    const methods = (profile: 'imperative' | 'declarative') =>
      resultOf(NODE, { node_type: 'effect', profile }).issues.some(
        ({ code, severity }) => code === 'MTH-003' && severity === 'error',
      );
    expect([methods('imperative'), methods('declarative')]).toEqual([false, true]);
  });
});

describe('languages', () => {
  it.each([
    ['python', 'x = 1\n', 'python'],
    ['py', 'x = 1\n', 'python'],
    ['python3', 'x = 1\n', 'python'],
    ['typescript', 'export const x: number = 1;\n', 'typescript'],
    ['tsx', 'export const x = <p>1</p>;\n', 'typescript'],
    ['javascript', 'export const x = 1;\n', 'javascript'],
  ])('reads %s', (language, code, name) => {
    expect(resultOf(code, { language })).toMatchObject({ language: name, is_valid: true });
  });

  it('judges TypeScript by the same rules', () => {
    const code = 'export async function f(a: any) {\n  try { await g(a); } catch {}\n  console.log(eval(a));\n}\n';
    const codes = new Set(resultOf(code, { language: 'typescript' }).issues.map((issue) => issue.code));
    for (const id of ['SEM-001', 'ERR-002', 'PYT-001', 'STR-002', 'SEC-001']) expect(codes).toContain(id);
  });

  it('refuses other languages and names the supported ones', () => {
    const outcome = validate(request('let x', { language: 'rust' }), engines);
    expect(outcome).toMatchObject({ kind: 'refusal', refusal: { code: 'unsupported_language' }, events: [] });
    expect(outcome).toMatchObject({
      refusal: {
        message: expect.stringMatching(/"rust" is not supported; supported: python, typescript, javascript$/),
      },
    });
  });

  it('refuses what is too large or too deep', () => {
    for (const language of ['python', 'typescript']) {
      const refused = (code: string) => validate(request(code, { language }), engines);
      expect(refused(' '.repeat(600_000))).toMatchObject({ refusal: { code: 'code_too_large' } });
      expect(refused('('.repeat(20_000))).toMatchObject({ refusal: { code: 'code_too_deep' } });
    }
  });
});

describe('the events of a validation', () => {
  it('is the assessment, under the path of the file, or else under a digest of the code', () => {
    const byPath = validate(request('x = 1\n', { file_path: 'src/a.py' }), engines);
    expect(byPath).toMatchObject({
      events: [
        { type: 'quality_assessed', payload: { entity_id: 'src/a.py', onex_compliance: 1, dimensions: { syntax: 1 } } },
      ],
    });
    expect(validate(request('x = 1\n'), engines)).toMatchObject({
      events: [{ payload: { entity_id: 'code:9e26bf369911c45c' } }],
    });
  });

  it('is nothing where an engine did not finish', () => {
    for (const reason of ['trap', 'timeout', 'crash'] as const) {
      expect(unfinishedValidation(request('x = 1\n'), reason)).toMatchObject({
        is_valid: false,
        issues: [{ code: 'SYN-002', rule: `engine-${reason}` }],
      });
    }
  });
});
