import { DOCUMENTATION } from './documentation';
import { expectScriptFindings } from './expecting.fixture';
import { NAMING } from './naming';
import { NODE_TYPE } from './node-type';
import { SECURITY } from './security';
import { SEMANTICS } from './semantics';
import { STRUCTURE } from './structure';

const node = (body: string, imports = ''): string =>
  `${imports}\nclass NodePriceEffect extends NodeEffect {\n  ${body}\n}\n`;

describe('names in TypeScript', () => {
  expectScriptFindings(NAMING, 'NAM-001', [
    ['no prefix', 'class PriceCompute extends NodeCompute {}', ['1']],
    ['a good one', 'class NodePriceCompute extends NodeCompute {}', []],
    ['what only sounds like a node', 'class MapReducer { reduce() {} }\nclass NodeList { each() {} }', []],
    ['in the file of a node', 'class Price { compute() {} }', ['1'], { nodeType: 'compute', filePath: 'a/node.ts' }],
    [
      'in the file of a handler',
      'class Price { compute() {} }',
      [],
      { nodeType: 'compute', filePath: 'price.handler.ts' },
    ],
  ]);
  expectScriptFindings(NAMING, 'NAM-003', [
    ['the other way round', 'class ComputeModelContract {}', ['1']],
    ['a good one', 'class ModelContractCompute {}\nclass ContractList {}', []],
  ]);
  expectScriptFindings(NAMING, 'NAM-004', [
    ['a class in another case', 'class price_model {}\nclass priceModel {}', ['1', '2']],
    ['PascalCase', 'class PriceModel {}\nconst A = class {};\nclass $Price {}', []],
  ]);
  expectScriptFindings(NAMING, 'NAM-006', [
    ['a comparison', 'class EnhancedPrice {}', ['1']],
    ['a function that says nothing', 'function process() {}', ['1']],
    ['an entry method', 'class Price { process() {} }', []],
  ]);
  expectScriptFindings(NODE_TYPE, 'TYP-001', [
    ['another kind asked for', 'class NodePriceEffect extends NodeEffect {}', ['1'], { nodeType: 'compute' }],
    ['another kind by the entry', 'class NodePriceEffect { executeCompute() {} }', ['1']],
    ['another kind by the file', 'class NodePriceEffect { process() {} }', ['1'], { filePath: 'price.compute.ts' }],
    ['the same', 'class NodePriceEffect { executeEffect() {} }', [], { filePath: 'node-price-effect.ts' }],
  ]);
});

describe('what has no place in TypeScript', () => {
  expectScriptFindings(STRUCTURE, 'STR-001', [
    ['what is to be written', "function a() {\n  throw new Error('Not implemented yet');\n}", ['2']],
    ['by its class', 'function a() {\n  throw new NotImplementedException();\n}', ['2']],
    ['an empty method of a node', node('process(a: A): B {}'), ['3']],
    ['a remark above nothing', 'function a() {\n  // TO-DO: later\n  return null;\n}', ['1']],
    ['nothing to do', 'const ignore = () => {};\nclass A { constructor(private b: B) {}\n close() {} }', []],
    ['a refusal', "function a(b) { if (b) throw new Error('not implemented for b'); }", []],
    ['an error that says more', "function a() { throw new Error('no such price'); }", []],
    ['an abstract class', "abstract class A { b() { throw new Error('not implemented'); } }", []],
    ['a remark in the documentation', '/** TO-DO: rename. */\nfunction a(b) { return b + 1; }', []],
  ]);
  expectScriptFindings(STRUCTURE, 'STR-003', [
    ['six parameters', 'class A { b(c, d, e, f, g, h) {} }', ['1']],
    ['five parameters, and a constructor', 'class A { b(c, d, e, f, g) {}\n constructor(c, d, e, f, g, h) {} }', []],
  ]);
  expectScriptFindings(STRUCTURE, 'STR-004', [
    ['two classes for others', 'export class A {}\nexport abstract class B {}', ['2']],
    ['one of them for itself', 'class A {}\nexport default class B {}', []],
  ]);
  expectScriptFindings(STRUCTURE, 'STR-005', [['a file two folders up', "import { a } from '../../a';", []]]);
  expectScriptFindings(DOCUMENTATION, 'STR-006', [
    ['a public method', '/** m */\n\n/** A */\nclass A { b() {} }', ['4']],
    ['what is for nobody else', '/** m */\n\n/** A */\nclass A { constructor() {}\n private b() {}\n #c() {} }', []],
  ]);
});

describe('what is dangerous in TypeScript', () => {
  const shell = "import { exec, spawn } from 'node:child_process';\n";
  expectScriptFindings(SECURITY, 'SEC-001', [
    ['a command that is put together', `${shell}exec(\`rm \${name}\`);`, ['2']],
    ['a command from elsewhere', `${shell}exec(command);`, ['2 warning']],
    ['a shell', `${shell}spawn(command, { shell: true });`, ['2']],
    ['a text run as code', "import vm from 'vm';\nvm.runInNewContext(text);", ['2 warning']],
    ['a command that is written out', `${shell}exec('git status');\nspawn(command, [name]);`, []],
    ['a pattern', 'pattern.exec(text);', []],
  ]);
  expectScriptFindings(SECURITY, 'SEC-002', [
    ['given by name', "connect({ password: 'hunter22' });", ['1']],
    ['taken from elsewhere', 'connect({ password: settings.password });', []],
  ]);
  expectScriptFindings(SECURITY, 'SEC-003', [
    ['a value', 'db.query(`SELECT a FROM b WHERE c = ${input.c}`);', ['1']],
    ['a part of the statement', 'db.query(`SELECT ${COLUMNS} FROM b WHERE ${where}`);', []],
    ['a tag that binds', 'sql`SELECT a FROM b WHERE c = ${input.c}`;', []],
  ]);
  expectScriptFindings(SEMANTICS, 'SEM-004', [
    ['blocking', node('async process() { readFileSync(a); }', "import { readFileSync } from 'fs';"), ['3']],
    ['in no async function', node('process() { readFileSync(a); }', "import { readFileSync } from 'fs';"), []],
    ['a tool', "import { readFileSync } from 'fs';\nasync function main() { readFileSync(a); }", []],
  ]);
});
