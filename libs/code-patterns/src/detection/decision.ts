import { type CallItem, type FunctionItem, type Item, lastName, type OperationItem, within } from '#code-model';
import { setOf } from '#text';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { byScope } from './scopes';

const CHECKS = setOf('validate verify check lint ensure inspect');
const OTHER_CHECKS = setOf(
  'health healthy alive ready readiness liveness connection connectivity availability token signature permission permissions exists',
);
const VERDICT =
  /\bbool\b|list\[|tuple\[|boolean|(?:Result|Report|Findings?|Issues?|Violations?|Verdict|Outcome|Errors?|Validation)\b/i;

export function* checkers(facts: Facts): Iterable<Sign> {
  for (const { item, words } of facts.functionsTo(CHECKS)) {
    if (words[1] === 'to' || words.some((word) => OTHER_CHECKS.has(word)) || isValidator(item)) continue;
    if (VERDICT.test(item.returns ?? '') || raises(item)) yield sign(item.nameSpan, `check ${item.name}`);
  }
}

function raises(item: FunctionItem): boolean {
  for (const inner of within(item))
    if (inner.kind === 'raise' && inner.type !== undefined && !/NotImplemented/.test(inner.type)) return true;
  return false;
}

const VALIDATORS = setOf('field_validator model_validator validator root_validator');

function isValidator({ decorators }: FunctionItem): boolean {
  return decorators.some(({ path }) => VALIDATORS.has(lastName(path)));
}

const FINDINGS =
  /(?:^|\.|_)(?:findings|issues|errors|violations|problems|failures|mismatches)\.(?:append|extend|add|push)$/;

/** `findings.append(…)` below a condition, twice in a function; not in a handler, where errors of calls are collected. */
export function* collectedFindings(facts: Facts): Iterable<Sign> {
  const calls = facts
    .calls(['append', 'extend', 'add', 'push'])
    .filter((call) => FINDINGS.test(call.callee) && isConditional(call));
  for (const items of byScope(calls).values())
    if (items.length >= 2) for (const item of items) yield sign(item, item.callee);
}

function isConditional(call: CallItem): boolean {
  for (let at: Item | undefined = call.parent; at !== undefined && at.kind !== 'function'; at = at.parent) {
    if (at.kind === 'handler') return false;
    if (at.kind === 'if' || at.kind === 'elif' || at.kind === 'else') return true;
  }
  return false;
}

const FRACTION = /^(?:0?\.\d+|1\.0)$/;
const WEIGHT = /weight/i;

function isWeighting({ operators, operands }: OperationItem): boolean {
  return operators.includes('*') && operands.some((operand) => FRACTION.test(operand) || WEIGHT.test(operand));
}

export function* weightedTerms(facts: Facts): Iterable<Sign> {
  for (const items of byScope(facts.code.all('operation').filter(isWeighting)).values()) {
    if (items.length >= 2) for (const item of items) yield sign(item, 'a weighted term');
  }
}

const MEASURED = /score|similarity|confidence|probability|relevance|ratio/i;
const LIMIT = /^(?:0?\.\d+|\d{2}(?:\.\d+)?|\w*(?:THRESHOLD|threshold)\w*)$/;

export function* thresholds(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('operation')) {
    if (!item.operators.some((operator) => /^[<>]=?$/.test(operator))) continue;
    if (item.operands.some((one) => MEASURED.test(one)) && item.operands.some((one) => LIMIT.test(one))) {
      yield sign(item, `threshold ${facts.code.text(item)}`);
    }
  }
}

/** A literal of at least two rows, each a tuple of its own. */
const ROWS = /^[([]\s*\(/;

export function* searchedRows(facts: Facts): Iterable<Sign> {
  const named = new Set<string>();
  for (const { targets, value } of facts.code.all('assign')) {
    if (value === undefined || (value.kind !== 'tuple' && value.kind !== 'list')) continue;
    if (ROWS.test(facts.code.source.slice(value.start, value.start + 40).replace(/#[^\n]*/g, '')))
      for (const target of targets) named.add(lastName(target));
  }
  for (const loop of facts.code.all('loop')) {
    const over = loop.over.trim();
    const rows = named.has(lastName(over)) || ROWS.test(over.slice(0, 40));
    if (loop.loop === 'for' && rows && leavesEarly(loop))
      yield sign({ start: loop.start, end: loop.start }, `rows of ${over.slice(0, 40)}`);
  }
}

/** `if …: return …` or `break` directly in the loop. */
function leavesEarly(loop: Item): boolean {
  return loop.children.some(
    (child) =>
      child.kind === 'if' &&
      child.children.some((one) => one.kind === 'return' || (one.kind === 'jump' && one.jump === 'break')),
  );
}

const CONSTANT = new Set(['string', 'number', 'boolean', 'none']);

function returnsConstant(item: Item): boolean {
  return item.children.some(
    (child) =>
      child.kind === 'return' &&
      child.value !== undefined &&
      ((CONSTANT.has(child.value.kind) && (child.value.kind !== 'string' || child.value.text !== undefined)) ||
        /^[A-Z]\w*\.[A-Z_0-9]+$|^[A-Z][A-Z_0-9]+$/.test(child.value.path)),
  );
}

/** `if a: return X`, `elif b: return Y`, … or the same one under the other, at least four times. */
export function* returnedConstants(facts: Facts): Iterable<Sign> {
  const deciding = [...facts.code.all('if'), ...facts.code.all('elif'), ...facts.code.all('case')].filter(
    returnsConstant,
  );
  for (const [scope, items] of byScope<Item>(deciding)) {
    const values = new Set(items.map((item) => returnedText(item, facts)));
    if (scope.kind === 'function' && values.size >= 4)
      for (const item of items) yield sign({ start: item.start, end: item.start }, 'a condition and its outcome');
  }
}

function returnedText(item: Item, facts: Facts): string {
  const returned = item.children.find(({ kind }) => kind === 'return');
  return returned === undefined ? '' : facts.code.text(returned).slice(0, 100);
}
