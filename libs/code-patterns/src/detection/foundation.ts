import { type AssignItem, type CallItem, type FunctionItem, type Item, lastName, ownerOf } from '#code-model';
import { setOf } from '#text';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { bare, receiverOf, wordsOf } from './identifiers';
import { byScope, inside } from './scopes';

const GROUPS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['create', setOf('create insert add register save store')],
  ['read', setOf('get read fetch find list load select retrieve')],
  ['update', setOf('update edit modify patch upsert')],
  ['delete', setOf('delete remove purge destroy')],
];

function groupOf(word: string | undefined): string | undefined {
  return word === undefined ? undefined : GROUPS.find(([, verbs]) => verbs.has(word))?.[0];
}

/** What has operations of `least` groups, one of them to delete or, unless that is asked for, to update. */
function* crudOf<T extends Item>(
  items: readonly { readonly item: T; readonly verb: string | undefined; readonly of: string }[],
  least: number,
  deletes = false,
): Iterable<{ readonly item: T; readonly of: string }> {
  const groups = new Map<string, Map<string, T>>();
  for (const { item, verb, of } of items) {
    const group = groupOf(verb);
    if (group === undefined || of === '') continue;
    const known = groups.get(of) ?? new Map<string, T>();
    if (!known.has(group)) known.set(group, item);
    groups.set(of, known);
  }
  for (const [of, found] of groups) {
    if (found.size < least || !(found.has('delete') || (!deletes && found.has('update')))) continue;
    for (const item of found.values()) yield { item, of };
  }
}

/** `user` of `get_user_by_id` and `list_users`. */
function nounOf(words: readonly string[]): string {
  const end = words.findIndex(
    (word, at) => at > 0 && (word === 'by' || word === 'for' || word === 'from' || word === 'with'),
  );
  return words
    .slice(1, end === -1 ? undefined : end)
    .join(' ')
    .replace(/(?:ies|ses|s)$/, '');
}

export function* operationsOnNoun(facts: Facts): Iterable<Sign> {
  const named = facts.functions.map(({ item, words }) => ({
    item,
    verb: words[0],
    of: nounOf(words) === '' ? '' : `${nounOf(words)} ${ownerOf(item)?.start ?? ''}`,
  }));
  for (const { item } of crudOf(named, 3)) yield sign(item.nameSpan, `operation ${item.name}`);
}

export function* operationsOnObject(facts: Facts): Iterable<Sign> {
  const calls = facts.code.all('call').filter(({ awaited, callee }) => awaited && callee.includes('.'));
  const verbs = calls.map((item) => ({ item, verb: wordsOf(lastName(item.callee))[0], of: receiverOf(item.callee) }));
  for (const { item } of crudOf(verbs, 3, true)) yield sign(item, `operation ${item.callee}`);
}

const SQL_VERB = /^\s*(INSERT\s+INTO|SELECT\b[\s\S]{0,400}?\bFROM|UPDATE|DELETE\s+FROM)\s+["`]?([\w.{}]+)/i;

export function* statementsOnTable(facts: Facts): Iterable<Sign> {
  const found = facts.sql.flatMap((item) => {
    const [, verb, table] = SQL_VERB.exec(item.text.slice(0, 600)) ?? [];
    return verb === undefined || table === undefined
      ? []
      : [{ item, verb: verb.split(/\s/, 1)[0]?.toLowerCase(), of: table }];
  });
  for (const { item, of } of crudOf(found, 3)) yield sign(item, `statement on ${of}`);
}

const CASES = setOf('CREATE READ GET LIST UPDATE DELETE');

export function* operationCases(facts: Facts): Iterable<Sign> {
  const cases = facts.code
    .all('member')
    .filter(({ path }) => CASES.has(lastName(path)) && /oper|action|method|verb/i.test(path));
  if (new Set(cases.map(({ path }) => lastName(path))).size < 3) return;
  for (const item of cases) yield sign(item, `case ${item.path}`);
}

const TRANSFORMS = setOf(
  'transform convert parse render serialize deserialize normalize normalise translate map reshape flatten',
);

function isPure(item: FunctionItem, facts: Facts): boolean {
  return item.returns !== undefined && !/^(?:None|bool)$/.test(item.returns) && !facts.awaiting.has(item);
}

export function* conversions(facts: Facts): Iterable<Sign> {
  for (const { item, words } of facts.functionsTo(TRANSFORMS)) {
    const input = item.parameters.some(({ name }) => name !== 'self' && name !== 'cls');
    if (words.length > 1 && !item.name.startsWith('_') && input && isPure(item, facts))
      yield sign(item.nameSpan, `function ${item.name}`);
  }
}

/** `return ModelB(x=a.x, y=[… for z in a.zs])` in a function that takes another model. */
export function* reshapedResults(facts: Facts): Iterable<Sign> {
  for (const returned of facts.code.all('return')) {
    const call = returned.children.find((child): child is CallItem => child.kind === 'call');
    const scope = inside(returned, 'function');
    if (call === undefined || scope === undefined || !/^[A-Z]/.test(lastName(call.callee)) || !isPure(scope, facts))
      continue;
    const inputs = scope.parameters.filter(
      ({ annotation }) => annotation !== undefined && !annotation.includes(lastName(call.callee)),
    );
    if (inputs.length > 0 && takesOver(call, new Set(inputs.map(({ name }) => name)))) {
      yield sign(call, `${lastName(call.callee)} out of ${inputs[0]?.name ?? ''}`);
    }
  }
}

/** At least three members under other names or changed on the way, or one and a comprehension; copies say nothing. */
function takesOver(call: CallItem, inputs: ReadonlySet<string>): boolean {
  const changed = call.arguments.filter(
    ({ name, value }) =>
      name !== '' &&
      inputs.has(value.path.split(/[.[(]/, 1)[0] ?? '') &&
      value.path.includes('.') &&
      (value.kind === 'call' || lastName(value.path) !== name),
  );
  const mapped = call.arguments.some(({ value }) => value.kind === 'comprehension');
  return changed.length >= 3 || (mapped && changed.length >= 1);
}

/** What a service counts about itself. */
const OWN_FIGURES = /(?:^|[._])(?:metrics|stats|counters)\[\]$/;
const ACCUMULATES = /^(?:\+=|\|=)$/;

export function* accumulatedEntries(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('assign')) {
    const target = item.targets.find((path) => path.endsWith('[]'));
    if (target === undefined || OWN_FIGURES.test(target) || inside(item, 'loop') === undefined) continue;
    if (ACCUMULATES.test(item.operator) || addsToOld(item, bare(target)))
      yield sign(item, `adds up in ${bare(target)}`);
  }
}

/** `totals[key] = totals.get(key, 0) + …`. */
function addsToOld(item: AssignItem, name: string): boolean {
  const sum = item.children.find((child) => child.kind === 'operation');
  return sum?.children.some((child) => child.kind === 'call' && child.callee === `${name}.get`) === true;
}

export function* repeatedSums(facts: Facts): Iterable<Sign> {
  const sums = facts
    .calls(['sum', 'max', 'min'])
    .filter(({ arguments: [first] }) => first?.value.kind === 'comprehension');
  for (const items of byScope(sums).values())
    if (items.length >= 2) for (const item of items) yield sign(item, `${item.callee} over items`);
}
