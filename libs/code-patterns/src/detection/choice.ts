import { lastName } from '#code-model';
import { setOf } from '#text';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { bare, receiverOf, wordsOf } from './identifiers';
import { byScope, scopeOf, groupBy } from './scopes';

/** Abstract classes and protocols of the file with two or more subclasses in it. */
export function* families(facts: Facts): Iterable<Sign> {
  const inheriting = facts.code.all('class').flatMap((item) => item.bases.map((base) => ({ base, item })));
  const children = groupBy(inheriting, ({ base }) => base);
  for (const item of facts.code.all('class')) {
    const abstract = item.bases.some((base) => /^(?:ABC|Protocol)$/.test(lastName(base)));
    const implementing = children.get(item.name) ?? [];
    if (abstract && implementing.length >= 2)
      for (const one of [item, ...implementing.map((each) => each.item)]) yield sign(one.nameSpan, one.name);
  }
}

const METHODS = setOf(
  'method methods strategy strategies algorithm algorithms policy policies scorer scorers ranker rankers formatter formatters variant variants',
);

const METHOD = /method|strateg|algorithm|polic|scorer|ranker|formatter|variant/i;

/** What is looked up among strategies is called. */
export function* chosenMethods(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('assign')) {
    const [target = ''] = item.targets;
    const { value } = item;
    if (
      value === undefined ||
      !METHOD.test(value.path) ||
      !/^\w+$/.test(target) ||
      (value.kind !== 'call' && !value.path.endsWith('[]'))
    )
      continue;
    if (
      !wordsOf(lastName(bare(receiverOf(`${value.path}${value.kind === 'call' ? '' : '.x'}`)))).some((word) =>
        METHODS.has(word),
      )
    )
      continue;
    const call = facts.callIn(scopeOf(item), target);
    if (call !== undefined) yield sign(item, `${target} chosen and called`);
  }
}

/** A dictionary of functions or lambdas. */
export function* callableTables(facts: Facts): Iterable<Sign> {
  const functions = new Set(facts.functions.map(({ item }) => item.name));
  for (const item of facts.code.all('assign')) {
    if (item.value?.kind !== 'dict') continue;
    const lambdas = item.children.filter(({ kind }) => kind === 'lambda').length;
    const methods = item.children.filter(
      (child) =>
        child.kind === 'member' &&
        /^self\.\w+$/.test(child.path) &&
        functions.has(lastName(child.path)) &&
        !/^self\._?(?:handle|on)_/.test(child.path),
    ).length;
    if (lambdas >= 2 || methods >= 2) yield sign(startOf(item), `${item.targets[0] ?? ''} holds ways to do it`);
  }
}

const MAKER = /(?:class|cls|_type|factory|constructor|builder_fn)$/i;

/** A class that is looked up and called. */
export function* madeByName(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('assign')) {
    const [target = ''] = item.targets;
    const { value } = item;
    if (value === undefined || !MAKER.test(target) || !/^\w+$/.test(target) || target === 'cls') continue;
    const looked = value.kind === 'call' ? /\.get\w*$|^getattr$/.test(value.path) : value.path.endsWith('[]');
    const call = facts.callIn(scopeOf(item), target);
    if (looked && call !== undefined) yield sign(call, `${target}(…)`);
  }
}

const CLASS_VALUE = /:\s*[A-Z]\w*[a-z]\w*\s*[,}]/g;
/** A dictionary is looked at as far as this. */
const MAX_DICT = 600;

/** A dictionary whose values are classes. */
export function* classTables(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('assign')) {
    if (item.value?.kind !== 'dict' || item.annotation?.includes('type[') === false) continue;
    const text = facts.code.source.slice(item.value.start, Math.min(item.value.end, item.value.start + MAX_DICT));
    if ((text.match(CLASS_VALUE) ?? []).length >= 2)
      yield sign(startOf(item), `${item.targets[0] ?? ''} holds classes`);
  }
}

const MAKES = setOf('create make build instantiate');

/** create_* or make_* that returns objects of two or more classes. */
export function* makers(facts: Facts): Iterable<Sign> {
  const returned = byScope(facts.code.all('return'));
  for (const { item } of facts.functionsTo(MAKES)) {
    const classes = new Set(
      (returned.get(item) ?? []).flatMap(({ value }) =>
        value?.kind === 'call' && /^[A-Z]\w+$/.test(lastName(value.path)) ? [value.path] : [],
      ),
    );
    if (classes.size >= 2) yield sign(item.nameSpan, `${item.name} returns ${[...classes].slice(0, 3).join(', ')}`);
  }
}
