import { type CallItem, type Item, runsIn, within } from '#code-model';
import { setOf } from '#text';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { wordsOf } from './identifiers';
import { inside, scopeOf } from './scopes';

const UNDO = setOf('compensate undo rollback revert');

/** `for step in reversed(done):` where something has failed. */
export function* reversals(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['reversed', 'toReversed'])) {
    const loop = item.parent?.kind === 'loop' ? item.parent : undefined;
    const scope = scopeOf(item);
    const undoing = scope.kind === 'function' && wordsOf(scope.name).some((word) => UNDO.has(word));
    if (loop !== undefined && (inside(item, 'handler') !== undefined || undoing))
      yield sign(startOf(loop), `backwards over ${loop.over}`);
  }
}

/** `undo_x` beside `do_x`. */
export function* undoingTwins(facts: Facts): Iterable<Sign> {
  const undoing = facts.functionsTo(UNDO);
  if (undoing.length === 0) return;
  const others = facts.functions.filter(({ words }) => !UNDO.has(words[0] ?? ''));
  const nouns = new Set(others.map(({ words }) => words.slice(1).join(' ')));
  nouns.delete('');
  for (const { item, words } of undoing) {
    if (nouns.has(words.slice(1).join(' '))) yield sign(item.nameSpan, `${item.name} undoes its twin`);
  }
}

const SENDS = ['send', 'publish', 'produce', 'emit', 'request'];

/** Sends with a correlation id in the same function that awaits something which is no call: a future. */
export function* awaitedReplies(facts: Facts): Iterable<Sign> {
  const waits = facts.code.all('await').filter(({ children }) => children.every(({ kind }) => kind !== 'call'));
  if (waits.length === 0) return;
  const sends = new Set(SENDS.flatMap((word) => facts.named(word, 'call').map(({ item }) => scopeOf(item))));
  const correlated = new Set(facts.named('correlation').map(({ item }) => scopeOf(item)));
  for (const item of waits) {
    const scope = scopeOf(item);
    if (sends.has(scope) && correlated.has(scope) && runsIn(item, scope)) yield sign(item, 'waits for the reply');
  }
}

export function* pollingLoops(facts: Facts): Iterable<Sign> {
  for (const pause of facts.pauses) {
    const { call, loop, inHandler } = pause;
    if (inHandler || /attempt|retr|tries/i.test(loop.over) || /backoff/.test(facts.code.text(call))) continue;
    if (loop.loop === 'while' ? doesSomething(loop, call) : loop.over.startsWith('range(') && endsEarly(loop))
      yield sign(call, 'a pause between rounds');
  }
}

function doesSomething(loop: Item, pause: CallItem): boolean {
  for (const item of within(loop)) if (item.kind === 'call' && item !== pause) return true;
  return false;
}

/** It leaves in the middle, and not out of a `try`: that would be a retry. */
function endsEarly(loop: Item): boolean {
  let leaves = false;
  for (const item of within(loop)) {
    if (item.kind === 'handler') return false;
    if (item.kind === 'return' || (item.kind === 'jump' && item.jump === 'break')) leaves = true;
  }
  return leaves;
}

export function* intervals(facts: Facts): Iterable<Sign> {
  for (const { call } of facts.pauses)
    if (/interval|poll|period|every/i.test(call.arguments[0]?.value.path ?? ''))
      yield sign(call, call.arguments[0]?.value.path ?? '');
}
