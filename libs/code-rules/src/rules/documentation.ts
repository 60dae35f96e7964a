import { type ClassItem, type Code, type FunctionItem, isConstructor, type ModuleItem, type Span } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { isPublic } from './visibility';

/** What is said about the code. */
export const DOCUMENTATION: readonly Rule[] = [
  {
    id: 'STR-006',
    title: 'A docstring is missing or says nothing',
    dimension: 'documentation',
    severity: levels('i/i'),
    hint: 'say in one sentence what it does or guarantees',
    source:
      'omnibase_core scripts/validation/check_ai_slop.py (flattery, :param: fields, "this module provides", rules of equal signs); missing docstrings of public modules, classes and functions as pydocstyle D100 to D103 see them, found as those of TypeScript are',
    check: docstrings,
  },
];

type Documented = ModuleItem | ClassItem | FunctionItem;

function* docstrings({ code, declares }: Subject): Iterable<Finding> {
  if (declares) return;
  const [first] = code.module.children;
  if (first !== undefined && code.module.docstring === undefined) {
    yield { at: { start: 0, end: 0 }, message: 'The module has no docstring', detail: 'missing' };
  }
  yield* empty(code.module, { start: 0, end: 0 });
  for (const item of [...code.all('class'), ...code.all('function')]) {
    if (isOpen(item, code) && item.docstring === undefined) {
      yield { at: item.nameSpan, message: `\`${item.name}\` has no docstring`, detail: 'missing' };
    }
    yield* empty(item, item.nameSpan);
  }
}

function isOpen(item: ClassItem | FunctionItem, code: Code): boolean {
  if (item.kind === 'function' && (isConstructor(item) || !isPublic(item, code))) return false;
  if (item.name.startsWith('_') || (item.kind === 'class' && item.name === 'Config')) return false;
  const { parent } = item;
  return parent?.kind === 'module' || (parent?.kind === 'class' && !parent.name.startsWith('_'));
}

const FLATTERY =
  /^\s*(?:absolutely|awesome|certainly|excellent|fantastic|gladly|great|happy to|of course|perfect|sure|wonderful)[!,. ]/i;
const BOILERPLATE =
  /^\s*this (?:class|file|function|handler|method|module|node|script|service) (?:contains?|handles?|implements?|is responsible for|manages?|offers?|provides?)\b/i;
const FIELDS = /^[ \t]*:(?:cvar|ivar|param|raises?|returns?|rtype|type|var)\b/m;
const RULER = /={4,}/;

const EMPTY: readonly (readonly [RegExp, string])[] = [
  [FLATTERY, 'flattery'],
  [BOILERPLATE, 'boilerplate'],
  [FIELDS, ':param: fields'],
  [RULER, 'a ruler of equal signs'],
];

function* empty({ docstring }: Documented, at: Span): Iterable<Finding> {
  if (docstring === undefined) return;
  for (const [pattern, what] of EMPTY) {
    if (pattern.test(docstring)) yield { at, message: `The docstring has ${what}`, detail: what };
  }
}
