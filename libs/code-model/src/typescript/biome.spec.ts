import * as fc from 'fast-check';
import type { Diagnostic } from '../code/findings';
import { Biome } from './biome';
import { BIOME_RULES } from './biome-rules';
import type { Dialect } from './dialect';
import { typescriptSample } from '../samples';

const biome = new Biome();

function diagnosticsOf(code: string, dialect: Dialect = 'ts'): readonly Diagnostic[] {
  const findings = biome.check(code, { dialect });
  if (findings.kind !== 'checked') throw new Error(`not checked: ${findings.reason}`);
  return findings.diagnostics;
}

const rulesOf = (code: string, dialect: Dialect = 'ts') => diagnosticsOf(code, dialect).map(({ rule }) => rule);
const placesOf = (code: string) =>
  diagnosticsOf(code).map(({ rule, line, column, endLine, endColumn }) => [rule, line, column, endLine, endColumn]);

describe('findings', () => {
  it.each([
    ['noUndeclaredVariables', 'export const a = missing;'],
    ['noUndeclaredVariables', 'export let a: Missing<string>;'],
    ['noInvalidUseBeforeDeclaration', 'export const a = b; const b = 1;'],
    ['noUnusedImports', 'import { a } from "a";'],
    ['noUnusedVariables', 'function f(): void { g(); } function g() {}'],
    ['noConstAssign', 'export const a = 1; a = 2;'],
    ['noRedeclare', 'export let a = 1; let a = 2;'],
    ['noUnreachable', 'export function f() { return 1; f(); }'],
    ['noSelfAssign', 'export let a = 1; a = a;'],
    ['noDoubleEquals', 'export const f = (a: number) => a == 1;'],
    ['noAsyncPromiseExecutor', 'export const p = new Promise(async (done) => done(await 1));'],
    ['noEmptyBlockStatements', 'try { fetch("/"); } catch {}'],
    ['useThrowOnlyError', 'throw "text";'],
    ['noExplicitAny', 'export let a: any = 1;'],
    ['noTsIgnore', '// @ts-ignore\nexport const a = 1;'],
    ['noConsole', 'console.log(1);'],
    ['noDebugger', 'debugger;'],
    ['noGlobalEval', 'eval("1");'],
    ['noImpliedEval', 'export const f = new Function("return 1");'],
    ['invalid-syntax', 'export const = 1;'],
  ])('%s: %s', (rule, code) => expect(rulesOf(code)).toContain(rule));

  it('are all known to the table of rules', () => {
    const found = Array.from({ length: 8 }, (_, n) => rulesOf(typescriptSample(n))).flat();
    expect(found).toEqual(
      expect.arrayContaining(['noUndeclaredVariables', 'noEmptyBlockStatements', 'invalid-syntax']),
    );
    expect(found.filter((rule) => !BIOME_RULES.has(rule))).toEqual([]);
  });

  it('name what they are about', () => {
    const code = 'import { a, b } from "a";\nexport const c = Missing;';
    expect(diagnosticsOf(code).map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('a, b'), expect.stringContaining('`Missing`')]),
    );
  });

  it('of code that does not parse are its syntax errors alone', () => {
    expect(new Set(rulesOf('let a: any = missing;\nfoo(\n'))).toEqual(new Set(['invalid-syntax']));
  });

  it.each([
    'export const a = [process, Buffer, fetch, __dirname, structuredClone, document, setImmediate];',
    'describe("a", () => { beforeEach(() => jest.fn()); it("b", () => expect(1).toBe(1)); });',
    'export let a: NodeJS.ErrnoException | BufferEncoding | Promise<Record<string, Awaited<string>>>;',
    'export const A = 1; export type A = typeof A;',
    'export class A { constructor(private readonly b: string, @Reflect.set() c: number) { this.b.at(c); } }',
    'try { fetch("/"); } catch { /* the page may be gone */ }\nexport const none = () => {};',
    'export function f(a: string): void; export function f(a: number): void; export function f(a: unknown) { void a; }',
  ])('are none for good code: %s', (code) => expect(rulesOf(code)).toEqual([]));

  it('are none for JSX in JavaScript, where React may be a global', () => {
    expect(rulesOf('export const A = () => <b title="x">it\'s {1}</b>;', 'js')).toEqual([]);
    expect(rulesOf('import React from "react";\nexport const A = () => <><b /></>;', 'tsx')).toEqual([]);
  });
});

const SUPPRESSIONS = [
  '// biome-ignore lint: reason',
  '//biome-ignore lint/suspicious/noExplicitAny: reason',
  '/* biome-ignore lint: reason */',
  '// biome-ignore-all lint: reason',
  '/* biome-ignore-all lint/suspicious/noExplicitAny: reason */',
  '// biome-ignore-start lint: reason',
  '/**\n * text\n * biome-ignore-all lint: reason\n */',
  '// @ts-nocheck',
  '/* eslint-disable */',
  '// prettier-ignore',
];

describe('suppression comments', () => {
  it.each(SUPPRESSIONS)('silence nothing: %s', (comment) => {
    expect(rulesOf(`${comment}\nexport const a: any = 1;\n`)).toEqual(['noExplicitAny']);
    expect(rulesOf(`const r = /[/'"\`]/; r.test(\`\${\n${comment}\n'' as any}\`);`)).toEqual(['noExplicitAny']);
  });

  it('silence nothing in JSX and behind a hash-bang', () => {
    const jsx = "export const a = <p>// it's {\n// biome-ignore lint: reason\n(1 as any)}</p>;";
    expect(rulesOf(jsx, 'tsx')).toEqual(['noExplicitAny']);
    expect(rulesOf('#!/usr/bin/env node\n// biome-ignore-all lint: reason\nexport let a: any = 1;\n')).toEqual([
      'noExplicitAny',
    ]);
  });

  it('do not move what follows them', () => {
    const code = '/* 😀 biome-ignore lint: é */ export let a: any = 1;';
    const column = code.indexOf('any') + 1;
    expect(placesOf(code)).toEqual([['noExplicitAny', 1, column, 1, column + 3]]);
  });

  it('keep their word in strings that are named', () => {
    const [found] = diagnosticsOf('export class A { "biome-ignore"() {} "biome-ignore"() {} }');
    expect(found?.message).toContain('biome-ignore');
  });
});

describe('positions', () => {
  it('are 1-based and count UTF-16 units', () => {
    expect(placesOf('export const s = "é😀"; q();\n')).toEqual([['noUndeclaredVariables', 1, 25, 1, 26]]);
    expect(placesOf('/* é\n😀 */ q();\n')).toEqual([['noUndeclaredVariables', 2, 7, 2, 8]]);
  });

  it('do not count a byte order mark', () => {
    expect(placesOf('\ufeffq();')).toEqual([['noUndeclaredVariables', 1, 1, 1, 2]]);
  });

  it('count a lone surrogate as one unit', () => {
    expect(placesOf('export const s = "\ud800"; q();')).toEqual([['noUndeclaredVariables', 1, 23, 1, 24]]);
  });

  it('are the same for LF, CRLF and CR', () => {
    const code = typescriptSample(1).replaceAll(/^\s*\/\/.*\n/gm, '');
    expect(placesOf(code).length).toBeGreaterThan(3);
    expect(placesOf(code.replaceAll('\n', '\r\n'))).toEqual(placesOf(code));
    expect(placesOf(code.replaceAll('\n', '\r'))).toEqual(placesOf(code));
  });

  it('lie on the name they are about, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const code = `export const s = ${JSON.stringify(text)}; missing();`;
        const at = code.indexOf('missing();');
        expect(placesOf(code)).toContainEqual(['noUndeclaredVariables', 1, at + 1, 1, at + 8]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('odd sources', () => {
  it.each(['', ' ', '\n', '\ufeff', '// only a comment', '#!/usr/bin/env node'])('have no findings: %j', (code) => {
    expect(diagnosticsOf(code)).toEqual([]);
  });

  it('with a NUL outside strings do not parse', () => {
    expect(placesOf('q;\n\0')).toEqual([['invalid-syntax', 2, 1, 2, 2]]);
  });

  it('are answered as unfinished when they make the wasm trap, and do not throw', () => {
    const trapped = new Biome().check(`x = ${'['.repeat(20_000)}`, { dialect: 'ts' });
    expect(trapped).toEqual({ kind: 'unfinished', reason: 'trap' });
  });

  it('may use the names of prototypes', () => {
    expect(new Set(rulesOf('__proto__; constructor; toString; hasOwnProperty;'))).not.toContain('invalid-syntax');
  });

  it('may be anything, and get the same answer twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (code) => {
        expect(biome.check(code, { dialect: 'tsx' })).toEqual(biome.check(code, { dialect: 'tsx' }));
      }),
      { numRuns: 60 },
    );
  });
});

it('renews its workspace and answers the same afterwards', () => {
  const padding = `// ${'x'.repeat(500_000)}\n`;
  for (let n = 0; n < 10; n += 1) expect(rulesOf(`${padding}missing(${n});`)).toEqual(['noUndeclaredVariables']);
});
