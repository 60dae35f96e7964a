import { lastName } from '#code-model';
import { setOf } from '#text';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { wordsOf } from './identifiers';

const KEY = /idempotency|idempotent|dedup(?:e|lication)?_?(?:key|id)|dedupKey/i;
const LOOKS = setOf('find get lookup check exists has seen is was load fetch');

const KEY_WORDS = ['idempotency', 'idempotent', 'dedup', 'dedupe', 'deduplication', 'duplicate', 'already'];
const LOOKUP = /idempoten|dedup|already_(?:processed|handled|seen)|is_duplicate/i;

/** The key is looked up. */
export function* keyLookups(facts: Facts): Iterable<Sign> {
  for (const { item } of KEY_WORDS.flatMap((word) => facts.named(word))) {
    const call = item.kind === 'member' ? item.parent : item;
    if (call?.kind !== 'call' || !LOOKS.has(wordsOf(lastName(call.callee))[0] ?? '')) continue;
    const given = call.arguments.some(({ name, value: { path } }) => KEY.test(name) || KEY.test(path));
    if (given || LOOKUP.test(call.callee)) yield sign(call, `${call.callee}(…)`);
  }
}

const KNOWN = /\bin\s+self\._?\w*(?:seen|processed|handled|completed|idempoten|dedup)\w*/;

/** What is known is left alone: `if key in self._seen: return`. */
export function* knownKeys(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('if')) {
    if (!KNOWN.test(item.condition.slice(0, 300)) || /\bnot\s+in\b/.test(item.condition)) continue;
    const [first] = item.statements.slice(-1);
    if (first === 'return' || first === 'jump') yield sign(startOf(item), item.condition.slice(0, 60));
  }
}
