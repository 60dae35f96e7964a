import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { CATALOG } from '#contracts';
import { committedFile } from './committed-file.fixture';
import { validatorName } from './validators';

interface Validator {
  (payload: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

const SOURCE = committedFile('clients/typescript/src/generated/validators.js');

/** Jest loads no ES modules. */
function load(): Readonly<Record<string, Validator>> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const exports = {};
  runInNewContext(ts.transpile(SOURCE, compilerOptions), { exports });
  return exports;
}

const validators = load();

function validatorOf(name: string): Validator {
  const validator = validators[name];
  if (validator === undefined) throw new Error(`no validator ${name}`);
  return validator;
}

it('has one function for every schema, and loads nothing', () => {
  expect(Object.keys(validators).sort()).toEqual(CATALOG.map(validatorName).sort());
  expect(SOURCE).not.toMatch(/\b(require|import)\b\s*\(/);
});

it('is an ES module: nothing in it is declared twice, and what entries share is there once', () => {
  const { statements } = ts.createSourceFile('validators.js', SOURCE, ts.ScriptTarget.ES2022, true);
  const names = statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  });
  expect(names.length).toBeGreaterThan(CATALOG.length);
  expect(new Set(names).size).toBe(names.length);
  expect(validators['bridgeDlqStamp']).toBe(validators['bridgeDlqVerify']);
});

describe.each(CATALOG.map((entry) => [validatorName(entry), entry] as const))('%s', (name, entry) => {
  it('accepts the sample and refuses what the catalog says is wrong, where it is wrong', () => {
    const validate = validatorOf(name);
    expect({ accepted: validate(entry.sample), errors: validate.errors }).toEqual({ accepted: true, errors: null });
    for (const { why, payload, path } of entry.invalid) {
      expect({ why, accepted: validate(payload) }).toEqual({ why, accepted: false });
      expect({ why, path: validate.errors?.[0]?.instancePath }).toEqual({ why, path });
    }
  });
});

describe('the compiled validators', () => {
  it('let a member with a default be left out', () => {
    expect(validatorOf('bridgeRequestStamp')({ content: '' })).toBe(true);
  });

  it('count characters, not UTF-16 units', () => {
    const stamp = (namespace: string) => validatorOf('bridgeRequestStamp')({ content: '', content_type: namespace });
    expect(stamp('🂡'.repeat(200))).toBe(true);
    expect(stamp('🂡'.repeat(201))).toBe(false);
    expect(stamp('\ud83c'.repeat(201))).toBe(false);
  });

  it('refuse what is no object', () => {
    for (const [, validate] of Object.entries(validators)) {
      for (const payload of [undefined, null, [], 'text', 5, true]) expect(validate(payload)).toBe(false);
    }
  });
});
