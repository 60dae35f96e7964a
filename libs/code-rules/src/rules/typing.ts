import {
  type AnnotationItem,
  type Code,
  type FunctionItem,
  type Item,
  ownerOf,
  type Parameter,
  type Span,
} from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { pythonOnly } from './python-only';
import { everyType, readType, type TypeExpression } from './type-expression';

/** What annotations say, and where they are missing. */
export const TYPING: readonly Rule[] = [
  {
    id: 'PYT-001',
    title: 'A type says nothing: Any, or a container without its contents',
    dimension: 'typing',
    severity: levels('W/W'),
    hint: 'name the type: a model, a protocol, a type variable, or object',
    source:
      'omnibase_core src/omnibase_core/validation/validator_any_type.py and scripts/check_node_purity.py, which forbid Any in compute and reducer nodes and allow it in effects and orchestrators (info there). Containers without arguments are infos outside pure nodes. ANN401 sees Any neither inside another type nor of a variable',
    check: pythonOnly(vagueTypes),
  },
  {
    id: 'PYT-002',
    title: 'A mapping to Any',
    dimension: 'typing',
    severity: levels('i/W'),
    hint: 'describe the mapping by a TypedDict or a model',
    source:
      'omnibase_core scripts/validation/validate-dict-any-usage.py; accepted by the generators of 2025, so only an info in their profile',
    check: pythonOnly(mappingsToAny),
  },
  {
    id: 'PYT-003',
    title: 'An old spelling of a type',
    dimension: 'typing',
    severity: levels('i/W'),
    hint: 'write `X | None`, `X | Y`, `list[X]`, `dict[K, V]`',
    source:
      'omnibase_core scripts/validation/validate-typing-syntax.py and checker_union_usage.py; PEP 585 and PEP 604, as pyupgrade’s UP006, UP007 and UP045 by ruff. Not where a class would be joined to a text, such as Optional["Node"]',
    engines: ['UP006', 'UP007', 'UP045'],
    messages: {
      UP007: '`Union` is spelled `X | Y` since Python 3.10',
      UP045: '`Optional` is spelled `X | None` since Python 3.10',
    },
  },
  {
    id: 'PYT-004',
    title: 'A union of too many types',
    dimension: 'typing',
    severity: levels('i/W'),
    hint: 'use one specific type, a type variable or a model with a discriminator',
    source:
      'omnibase_core src/omnibase_core/validation/checker_union_usage.py: three and more types; four primitive ones, or three with a bare container, are what it objects to, other wide unions are infos',
    check: pythonOnly(wideUnions),
  },
  {
    id: 'PYT-005',
    title: 'A parameter or a result has no type',
    dimension: 'typing',
    severity: levels('W/W'),
    hint: 'annotate all parameters and the result',
    source:
      'omniclaude agents/lib/quality_validator.py (type hints). A function without any annotation is an info unless functions and variables with one are the majority: untyped code is one decision, not many slips. ANN001 to ANN206 cannot tell the two apart, and count each parameter',
    check: pythonOnly(missingAnnotations),
  },
];

interface Annotated {
  readonly item: AnnotationItem;
  readonly type: TypeExpression;
}

const READ = new WeakMap<Code, readonly Annotated[]>();
/** Nothing else has anything of interest to the rules of this file. */
const INTERESTING = /Any|Union|List|Dict|dict|list|\|/;
const MAX_ANNOTATION = 2000;

function annotated(code: Code): readonly Annotated[] {
  const known = READ.get(code);
  if (known !== undefined) return known;
  const read = code
    .all('annotation')
    .filter(({ text }) => text.length <= MAX_ANNOTATION && INTERESTING.test(text))
    .map((item) => ({ item, type: readType(item.text) }));
  READ.set(code, read);
  return read;
}

function at({ item }: Annotated, { start }: TypeExpression): Span {
  return { start: item.start + start, end: item.end };
}

/** Upstream lets effects and orchestrators speak of Any. */
function weaker({ pure, kinds }: Subject): Pick<Finding, 'severity'> {
  return pure || kinds.size === 0 ? {} : { severity: 'info' };
}

const TYPING_MODULES: ReadonlySet<string> = new Set(['typing', 'typing_extensions']);
const BARE: ReadonlySet<string> = new Set(['dict', 'list', 'Dict', 'List']);
const MAPPINGS: ReadonlySet<string> = new Set([
  'dict',
  'Dict',
  'defaultdict',
  'DefaultDict',
  'Mapping',
  'MutableMapping',
  'OrderedDict',
]);

function* vagueTypes(subject: Subject): Iterable<Finding> {
  const { code, pure } = subject;
  let uses = 0;
  let allowed = 0;
  for (const one of annotated(code)) {
    for (const { type, inMapping } of anys(one.type)) {
      uses++;
      if (isAllowed(one.item)) allowed++;
      else if (!inMapping)
        yield { at: at(one, type), message: anyMessage(one.item), detail: 'Any', ...weaker(subject) };
    }
    for (const type of everyType(one.type)) {
      if (!BARE.has(type.name) || type.arguments.length > 0) continue;
      const message = `\`${type.name}\` does not say what it holds`;
      yield { at: at(one, type), message, detail: 'bare container', ...(!pure && { severity: 'info' }) };
    }
  }
  if (uses > 0 && uses === allowed) return;
  for (const item of code.all('import')) {
    if (item.name !== 'Any' || !TYPING_MODULES.has(item.module) || item.typeOnly) continue;
    yield { at: item, message: '`Any` is imported', detail: 'Any import', ...weaker(subject) };
  }
}

function anyMessage({ of }: AnnotationItem): string {
  return `\`Any\` as the type of a ${of}`;
}

function* anys(type: TypeExpression, inMapping = false): Iterable<{ type: TypeExpression; inMapping: boolean }> {
  if (type.name === 'Any') yield { type, inMapping };
  for (const argument of type.arguments) yield* anys(argument, MAPPINGS.has(type.name));
}

const ALLOWING = /(?:^|\.)allow_(?:any_type|dict_any|dict_str_any)$/;

/** Upstream's decorators that permit Any in a function or class. */
function isAllowed(item: Item): boolean {
  let scope: Item | undefined = item;
  while (scope !== undefined) {
    const decorators = scope.kind === 'function' || scope.kind === 'class' ? scope.decorators : [];
    if (decorators.some(({ path }) => ALLOWING.test(path))) return true;
    scope = scope.parent;
  }
  return false;
}

function* mappingsToAny({ code }: Subject): Iterable<Finding> {
  for (const one of annotated(code)) {
    for (const { type, inMapping } of anys(one.type)) {
      if (!inMapping || isAllowed(one.item)) continue;
      yield { at: at(one, type), message: 'A mapping to `Any` hides what its keys mean' };
    }
  }
}

const PRIMITIVES: ReadonlySet<string> = new Set(['str', 'int', 'bool', 'float']);
const CONTAINERS: ReadonlySet<string> = new Set(['dict', 'Dict', 'list', 'List']);
const WIDE = 3;

function* wideUnions({ code }: Subject): Iterable<Finding> {
  for (const one of annotated(code)) {
    for (const type of everyType(one.type)) {
      if (type.name !== '|' && type.name !== 'Union') continue;
      const members = new Set(type.arguments.map(({ name }) => name).filter((name) => name !== 'None'));
      if (members.size < WIDE) continue;
      const message = `A union of ${members.size} types: ${[...members].slice(0, 8).join(', ')}`;
      yield { at: at(one, type), message, ...(!isSoup(members) && { severity: 'info' }) };
    }
  }
}

/** Four primitive types, or three and a container: what upstream objects to. */
function isSoup(members: ReadonlySet<string>): boolean {
  const primitive = [...members].filter((name) => PRIMITIVES.has(name)).length;
  const containers = [...members].filter((name) => CONTAINERS.has(name)).length;
  return primitive === PRIMITIVES.size || (members.has('str') && members.has('int') && primitive + containers > WIDE);
}

function* missingAnnotations({ code }: Subject): Iterable<Finding> {
  const untyped: Finding[] = [];
  let typed = code.all('annotation').filter(({ of }) => of === 'variable').length;
  for (const item of code.all('function')) {
    const wanted = annotatable(item);
    const missing = wanted.filter(({ annotation }) => annotation === undefined);
    const noResult = item.returns === undefined && item.name !== '__init__';
    const some = item.returns !== undefined || missing.length < wanted.length;
    if (some && !isSpecial(item.name)) typed++;
    if (missing.length === 0 && !noResult) continue;
    const message = whatIsMissing(item.name, missing, noResult);
    if (some) yield { at: missing[0] ?? endOfSignature(item, code), message };
    else untyped.push({ at: item.nameSpan, message });
  }
  const isSlip = typed > untyped.length;
  for (const finding of untyped) yield isSlip ? finding : { ...finding, severity: 'info' };
}

function isSpecial(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

/** All but the object or class a method is called on. */
function annotatable(item: FunctionItem): readonly Parameter[] {
  const bound = ownerOf(item) !== undefined && !item.decorators.some(({ path }) => path === 'staticmethod');
  return bound ? item.parameters.slice(1) : item.parameters;
}

/** The closing parenthesis, behind which the type of the result is missing. */
function endOfSignature({ parameters, nameSpan }: FunctionItem, { source }: Code): Span {
  const from = parameters.at(-1)?.end ?? nameSpan.end;
  const close = source.slice(from, from + MAX_ANNOTATION).indexOf(')');
  return close < 0 ? nameSpan : { start: from + close, end: from + close + 1 };
}

function whatIsMissing(name: string, parameters: readonly Parameter[], noResult: boolean): string {
  const listed = parameters.slice(0, 5).map((parameter) => `\`${parameter.name}\``);
  const what = [...listed, ...(noResult ? ['the result'] : [])].join(', ');
  return `\`${name}\` has no type for ${what}`;
}
