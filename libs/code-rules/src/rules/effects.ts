import { around, type CallItem, type Code, type FunctionItem, type Item, type NodeClass, within } from '#code-model';
import { setOf } from '#text';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { callsNamed, knownCalls } from './calls';
import { perLanguage } from './per-language';
import { EFFECT_KIND, scopeOf } from './scope';
import { EXECUTES, isSqlWrite } from './sql';

/** Effects: what they are for, and what they owe the outside. */
export const EFFECTS: readonly Rule[] = [
  {
    id: 'EFF-001',
    title: 'An effect has no effect',
    dimension: 'compliance',
    severity: levels('i/i'),
    hint: 'make it a compute node, or do the input or output it is meant for',
    source:
      'omniarchon fixture for pure code in an effect node. Only where the entry method neither waits for anything nor calls anything but functions of the language',
    check: withoutEffect,
  },
  {
    id: 'EFF-002',
    title: 'Several writes without a transaction',
    dimension: 'compliance',
    severity: levels('i/i'),
    hint: 'write within async with connection.transaction()',
    source: 'omniarchon fixture for an effect node without transactions. A single statement is atomic by itself',
    check: loneWrites,
  },
  {
    id: 'EFF-003',
    title: 'A call to the outside may wait forever',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'give the call a timeout, or wait for it with asyncio.timeout',
    source:
      'omnibase_core docs/architecture/EFFECT_TIMEOUT_BEHAVIOR.md; flake8-bandit S113 by ruff for requests and httpx, and found here for the standard library. Of TypeScript fetch and axios in effects',
    engines: ['S113'],
    check: endlessCalls,
  },
];

function* withoutEffect(subject: Subject): Iterable<Finding> {
  for (const node of scopeOf(subject, EFFECT_KIND).classes) {
    if (node.entries.length === 0 || !node.entries.some(doesSomething) || hasEffect(node, subject.code)) continue;
    yield { at: node.item.nameSpan, message: `\`${node.item.name}\` is an effect that only computes` };
  }
}

/** A stub says nothing about what the node will do. */
function doesSomething({ statements }: FunctionItem): boolean {
  return statements.some((kind) => kind !== 'pass' && kind !== 'ellipsis' && kind !== 'raise');
}

/** Calls of classes and of functions of the language only make values. */
const MAKES_VALUES = perLanguage(
  /^(?:super\(\)\.__init__|[A-Z]\w*|abs|all|any|bool|dict|enumerate|filter|float|format|frozenset|int|isinstance|len|list|map|max|min|range|repr|reversed|round|set|sorted|str|sum|tuple|zip)$/,
  /^(?:super|[A-Z]\w*|(?:Array|Date|JSON|Math|Number|Object|String)\.\w+|parseFloat|parseInt|structuredClone)$/,
);

function hasEffect({ item, methods }: NodeClass, { language }: Code): boolean {
  for (const inner of within(item)) {
    if (inner.kind === 'await' || ((inner.kind === 'with' || inner.kind === 'loop') && inner.async)) return true;
    if (inner.kind === 'call' && !MAKES_VALUES[language].test(inner.callee) && !isOwn(inner, methods)) return true;
  }
  return false;
}

function isOwn({ callee }: CallItem, methods: readonly FunctionItem[]): boolean {
  return callee.startsWith('self.') && methods.some(({ name }) => `self.${name}` === callee);
}

const TRANSACTIONS = setOf(`
  $transaction atomic begin beginTransaction begin_nested commit rollback savepoint startTransaction transaction
  withTransaction`);

function* loneWrites(subject: Subject): Iterable<Finding> {
  const writes = new Map<FunctionItem, CallItem[]>();
  const guarded = new Set<Item>();
  const scope = scopeOf(subject, EFFECT_KIND);
  for (const { call } of callsNamed(subject, EXECUTES[subject.code.language])) {
    const inside = around(call, 'function');
    if (inside === undefined || !scope.has(call)) continue;
    if (!call.arguments.some(({ value }) => isSqlWrite(value.text))) continue;
    const others = writes.get(inside);
    if (others === undefined) writes.set(inside, [call]);
    else others.push(call);
  }
  if (writes.size === 0) return;
  const begins = subject.code.all('string').filter(({ text }) => /^\s*BEGIN\b/.test(text));
  for (const item of [...callsNamed(subject, TRANSACTIONS).map(({ call }) => call), ...begins]) {
    const inside = around(item, 'function');
    if (inside !== undefined) guarded.add(inside);
  }
  for (const [inside, [, second]] of writes) {
    if (second === undefined || guarded.has(inside)) continue;
    yield { at: second, message: `\`${inside.name}\` writes more than once; a failure in between leaves half of it` };
  }
}

/** Functions of Python and TypeScript that wait without a limit, and at which position they take one. */
const ENDLESS: ReadonlyMap<string, number> = new Map([
  ['axios.delete', 1],
  ['axios.get', 1],
  ['axios.patch', 2],
  ['axios.post', 2],
  ['axios.put', 2],
  ['fetch', 1],
  ['ftplib.FTP', 4],
  ['http.client.HTTPConnection', 2],
  ['http.client.HTTPSConnection', 2],
  ['imaplib.IMAP4', 2],
  ['imaplib.IMAP4_SSL', Infinity],
  ['smtplib.SMTP', 3],
  ['smtplib.SMTP_SSL', Infinity],
  ['socket.create_connection', 1],
  ['urllib.request.urlopen', 2],
]);

function* endlessCalls(subject: Subject): Iterable<Finding> {
  for (const { call, path } of knownCalls(subject)) {
    const position = ENDLESS.get(path);
    if (position === undefined || hasLimit(call, position) || !isJudged(call, subject)) continue;
    yield { at: call, message: `\`${path}\` is called without a timeout` };
  }
}

/** Who calls `fetch` outside an effect may be a browser. */
function isJudged(call: CallItem, subject: Subject): boolean {
  return subject.code.language === 'python' || scopeOf(subject, EFFECT_KIND).has(call);
}

const LIMITS: ReadonlySet<string> = new Set(['signal', 'timeout']);

/** Of an object only its members tell; any other argument in the right place may be or have a limit. */
function hasLimit({ arguments: given }: CallItem, position: number): boolean {
  const at = given.filter(({ name }) => name === '')[position];
  const isOther = at !== undefined && at.value.kind !== 'dict';
  return isOther || given.some(({ name, spread }) => spread || LIMITS.has(name));
}
