import type { ValidateRequest, ValidationResult } from '#contracts';
import { Engines } from '../engines';
import { MAX_MESSAGE_LENGTH } from './judge';
import { RUFF_RULES } from './table';
import { MAX_ISSUES, unfinishedValidation, validate } from './validate';

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

const EVERYTHING = 'import os\ntry:\n    missing()\nexcept:\n    pass\n';

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
    ['def f(a=[]): ...\n', 'SEM-003', 'warning', 'B006'],
    ['try:\n    x = 1\nexcept OSError:\n    raise KeyError()\n', 'SEM-003', 'warning', 'B904'],
    ['import time\nasync def f():\n    time.sleep(1)\n', 'SEM-004', 'warning', 'ASYNC251'],
    ['try:\n    x = 1\nexcept:\n    x = 2\n', 'ERR-001', 'error', 'E722'],
    ['try:\n    x = 1\nexcept Exception:\n    pass\n', 'ERR-002', 'error', 'S110'],
    ['for x in [1]:\n    try:\n        x = 1\n    except Exception:\n        continue\n', 'ERR-002', 'error', 'S112'],
    ['try:\n    x = 1\nexcept Exception:\n    x = 2\n', 'ERR-003', 'warning', 'BLE001'],
    ['raise Exception("no")\n', 'ERR-004', 'warning', 'TRY002'],
    ['class node: ...\n', 'NAM-004', 'warning', 'N801'],
    ['def DoIt(): ...\n', 'NAM-004', 'warning', 'N802'],
    ['print(1)\n', 'STR-002', 'warning', 'T201'],
  ])('%j is %s, %s (%s)', (code, id, severity, rule) => {
    const result = resultOf(code);
    expect(codesOf(result)).toContainEqual([id, severity, rule]);
    expect(result.is_valid).toBe(!result.issues.some((issue) => issue.severity === 'error'));
  });

  it('gives the exact place of a syntax error', () => {
    expect(resultOf('x = 1\nif x\n    pass\n').issues[0]).toMatchObject({
      line: 2,
      column: 5,
      end_line: 3,
      end_column: 1,
    });
  });

  it('takes undefined PascalCase names for warnings in a snippet, and only there', () => {
    expect(codesOf(resultOf('class NodeA(NodeBase): ...\n'))).toEqual([['SEM-001', 'warning', 'F821']]);
    expect(codesOf(resultOf('x = helper()\n'))).toEqual([['SEM-001', 'error', 'F821']]);
    expect(codesOf(resultOf('x = MAX_SIZE\n'))).toEqual([['SEM-001', 'error', 'F821']]);
    expect(codesOf(resultOf('import os\nx = NodeBase(os)\n'))).toEqual([['SEM-001', 'error', 'F821']]);
  });

  it('sorts them by position', () => {
    const result = resultOf('import sys\nclass node: ...\nx = missing\nimport os\n');
    expect(result.issues.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('lists at most 200, errors before warnings, in order, and counts the rest', () => {
    const result = resultOf(`${'import os\n'.repeat(300)}x = missing\n`);
    expect(result.issues).toHaveLength(MAX_ISSUES);
    expect(result.issues_omitted).toBeGreaterThan(300 - MAX_ISSUES);
    expect(result.issues.at(-1)).toMatchObject({ code: 'SEM-001', line: 301 });
    expect(result.is_valid).toBe(false);
  });

  it('does not let names from the code blow up the answer', () => {
    const [issue] = resultOf(`import os\nos.x = ${'n'.repeat(100_000)}\n`).issues;
    expect(issue?.message).toHaveLength(MAX_MESSAGE_LENGTH);
    const [wide] = resultOf(`import os\nos.x = ${'𝒳'.repeat(1000)}\n`).issues;
    expect(wide?.message).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

describe('the validation type decides what is reported', () => {
  it.each([
    ['syntax', [], ['syntax'], true],
    ['semantic', ['SEM-002', 'SEM-001'], ['syntax', 'semantics'], false],
    ['compliance', ['ERR-001', 'ERR-002'], ['syntax', 'compliance'], false],
    ['full', ['SEM-002', 'SEM-001', 'ERR-001', 'ERR-002'], ['syntax', 'semantics', 'compliance'], false],
  ] as const)('%s', (validation_type, codes, dimensions, is_valid) => {
    const result = resultOf(EVERYTHING, { validation_type });
    expect(new Set(result.issues.map(({ code }) => code))).toEqual(new Set(codes));
    expect(Object.keys(result.dimensions)).toEqual(dimensions);
    expect(result).toMatchObject({ is_valid, validation_type, language: 'python' });
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

describe('createValidate', () => {
  it.each(['python', 'py', 'python3'])('checks %s', async (language) => {
    expect(await validate(request('x = 1\n', { language }))).toMatchObject({
      kind: 'answer',
      result: { language: 'python' },
    });
  });

  it('refuses other languages and names the supported ones', async () => {
    const outcome = await validate(request('let x', { language: 'typescript' }));
    expect(outcome).toMatchObject({ kind: 'refusal', refusal: { code: 'unsupported_language' }, events: [] });
    expect(outcome).toMatchObject({ refusal: { message: expect.stringMatching(/"typescript".*python, py, python3/) } });
  });

  it('refuses what is too large or too deep before the engine sees it', async () => {
    const guarded = createValidate({ check: () => Promise.reject(new Error('asked')) });
    expect(await guarded(request('#'.repeat(600_000)))).toMatchObject({ refusal: { code: 'code_too_large' } });
    expect(await guarded(request('('.repeat(20_000)))).toMatchObject({ refusal: { code: 'code_too_deep' } });
  });

  it('makes the assessment known under the path of the file, or else under a digest of the code', async () => {
    const byPath = await validate(request('x = 1\n', { file_path: 'src/a.py' }));
    expect(byPath.events).toEqual([
      {
        type: 'quality_assessed',
        payload: { entity_id: 'src/a.py', quality_score: 1, dimensions: { syntax: 1, semantics: 1, compliance: 1 } },
      },
    ]);
    const byDigest = await validate(request('x = 1\n'));
    expect(byDigest.events[0]?.payload).toMatchObject({ entity_id: 'code:9e26bf369911c45c' });
  });

  it.each(['trap', 'timeout', 'crash'] as const)(
    'answers SYN-002 when the engine ended by %s, and assesses nothing',
    async (reason) => {
      const outcome = await createValidate({ check: async () => ({ kind: 'unfinished', reason }) })(request('x = 1\n'));
      expect(outcome).toMatchObject({ kind: 'answer', events: [] });
      expect(outcome).toMatchObject({
        result: { is_valid: false, issues: [{ code: 'SYN-002', rule: `engine-${reason}` }] },
      });
    },
  );

  it('fails when the engine is gone, which is no verdict on the code', async () => {
    await expect(
      createValidate({ check: () => Promise.reject(new Error('closed')) })(request('x = 1\n')),
    ).rejects.toThrow('closed');
  });
});
