import { RUFF_RULES } from '#code-rules';
import { SYNTAX_RULE } from '../code/findings';
import { Engines } from '../engines';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const found = (source: string, language = 'typescript', path = '') => {
  const reading = engines.of(language, source, path)?.read(source);
  if (reading?.kind !== 'read') throw new Error('not read');
  return reading.diagnostics.map(({ rule, line }) => `${rule} ${line}`);
};
const broken = (source: string, language?: string, path?: string) =>
  found(source, language, path).filter((one) => one.startsWith(SYNTAX_RULE));

/** Members without semicolons before a type parameter, for which the grammar skips what follows. */
const MEMBERS = `export interface Table<K, V> { readonly k: K; readonly v: V }
export interface Make {
${'  <K, V = unknown>(deep: true): Table<\n    K,\n    V\n  >\n'.repeat(400)}}
`;

describe('a source that compiles', () => {
  it.each([
    ['members without semicolons, more than the grammar skips', MEMBERS],
    [
      'the module resolution of a type',
      'import type { A } from "a" with { "resolution-mode": "import" };\nexport type B = A;',
    ],
    ['several of them', 'export type * from "b" with { "resolution-mode": "require" };'],
    [
      'overloads',
      'export function f(a: 1): 1;\nexport function f(a: 2): 2;\nexport function f(a: 1 | 2) { return a; }',
    ],
    ['constructors of one class', 'export class A { constructor(); constructor(a?: 1) { void a; } }'],
    ['a type beside a value', 'export const A = 1;\nexport type A = typeof A;'],
    ['a namespace beside a class', 'export class A {}\nexport namespace A { export const b = 1; }'],
    ['one name exported as two', 'const a = 1;\nexport { a, a as b };'],
    [
      'a default function with overloads',
      'export default function f(): 1;\nexport default function f(a?: 1) { return a; }',
    ],
    ['accessors of one name', 'export class A { get a() { return 1; } set a(b) { void b; } }'],
    ['patterns of ES2025', 'export const a = [/(?<y>a)|(?<y>b)/, /(?i:a)b/, /[\\p{L}--[a-z]]/v];'],
    ['elements in TypeScript that nobody called TSX', 'export const a = <b>text</b>;'],
  ])('has no syntax errors: %s', (_, source) => expect(broken(source)).toEqual([]));

  it.each([
    ['return', 'if (process.env.CI) return;\nmodule.exports = 1;'],
    ['parameters of one name', 'module.exports = function (_, _) {};'],
    ['octal numbers', 'module.exports = 0755;'],
    ['with', 'with (Math) { module.exports = PI; }'],
    ['delete of a name', 'var a = 1; delete a;'],
  ])('may be CommonJS, which has %s', (_, source) => {
    expect(broken(source, 'javascript', 'hooks/a.cjs')).toEqual([]);
    expect(broken(source, 'javascript', 'hooks/a.js')).toEqual([]);
    expect(broken(source, 'javascript', 'hooks/a.mjs')).not.toEqual([]);
    expect(broken(`${source}\nexport {};`, 'javascript')).not.toEqual([]);
  });

  it('as CommonJS is still searched for what is wrong', () => {
    expect(found('if (eval("1")) return;\nmodule.exports = 1;', 'javascript', 'a.cjs')).toContain('noGlobalEval 1');
  });

  it('may await outside functions where it says in no other way that it is a module', () => {
    expect(broken('const a = await fetch("/");\na.text();', 'javascript', 'a.js')).toEqual([]);
  });

  it.each([
    ['a dotted namespace', 'namespace A.B { export class C {} }\nexport const d = new A.B.C();'],
    [
      'the other block of a namespace',
      'export namespace A { export const a = 1; }\nexport namespace A { export const b = a; }',
    ],
    ['the whole program', 'declare global { var garden: string; interface Bed {} }\nexport const a: Bed = garden;'],
    [
      'an interface beside a namespace import',
      'import type * as A from "a";\nexport const b: A = { c: 1 };\ninterface A { c: 1 }',
    ],
    ['a type beside a namespace import', 'import * as A from "a";\nexport const b: A = A.b;\ntype A = 1;'],
  ])('has its names declared by %s', (_, source) =>
    expect(found(source).filter((one) => /noUndeclared|noRedeclare/.test(one))).toEqual([]),
  );

  it('has no name declared by a function it is not in', () => {
    expect(found('export function f() { const a = 1; return a; }\nexport const b = a;')).toContain(
      'noUndeclaredVariables 2',
    );
  });
});

describe('a source that nothing would load', () => {
  it.each([
    ['a variable declared twice', 'let a = 1;\nlet a = 2;\nexport { a };', 2],
    ['a variable over a parameter', 'export function f(a: 1) { const a = 2; return a; }', 1],
    ['a variable over a caught error', 'try { f(); } catch (e) {\n  let e; }\nfunction f() {}', 2],
    ['a variable that leaves the block of another', 'let a;\n{ var a; }', 2],
    ['two cases that declare one name', 'switch (f()) { case 1: let a;\n case 2: let a; }\nfunction f() {}', 2],
    ['two classes of one name', 'export class A {}\nexport class A {}', 2],
    ['two types of one name', 'type A = 1;\ntype A = 2;\nexport type { A };', 2],
    ['two imports of one name', 'import { a } from "a";\nimport { a } from "b";\nexport { a as c };', 2],
    ['two exports of one name', 'const a = 1;\nexport { a };\nexport { a };', 3],
    ['two defaults', 'export default 1;\nexport default 2;', 2],
    ['an export of what is exported', 'export const a = 1;\nexport { a };', 2],
    ['a private name of nobody', 'export class A {\n  a() { return this.#b; } }', 2],
    ['two constructors', 'export class A { constructor() {}\n  constructor(a: 1) { void a; } }', 2],
    ['a group without an end', 'export const a =\n  /(/;', 2],
    ['a property that Unicode does not have', 'export const a = /\\p{Nothing}/u;', 1],
    ['a range that ends before it begins', 'export const a = /[z-a]/;', 1],
    ['a reference to no group', 'export const a = /(?<b>x)\\k<c>/;', 1],
    ['a flag that is none', 'export const a = /b/y1;', 1],
    ['a target outside functions', 'export const a = new.target;', 1],
    ['super outside classes', 'export function f() { return super.a; }', 1],
    ['break outside loops', 'export function f() {\n  break; }', 2],
    ['a label of nobody', 'for (;;) { break a; }', 1],
    ['await in a plain function', 'export function f() { await f(); }', 1],
    ['a prototype twice', 'export const a = { __proto__: null, __proto__: null };', 1],
  ])('%s', (_, source, line) => {
    expect(broken(source)).toContain(`${SYNTAX_RULE} ${line}`);
    expect(broken(source)).toHaveLength(1);
  });

  it('is broken in as many places as the engine that goes on finds', () => {
    expect(broken('export const a = ;\nexport const b = ;\n')).toHaveLength(2);
  });
});
