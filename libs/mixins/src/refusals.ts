import {
  AVOIDING,
  BARE,
  BOUNDARIES,
  CONDITIONS,
  CONTRASTS,
  COPULAS,
  CUES,
  DECLINED,
  DELEGATED,
  FAULTS,
  FORBIDDEN,
  MAYBE,
  NO_USE,
  NOT_A_CUE_BEFORE,
  OFF,
  PARTICLES,
  PREPOSITIONS,
  PROTECTED,
  REFUSING_LABEL,
  REMINDING,
} from './refusal-words';

/**
 * Finds what a sentence says no to. Deliberately shallow: a cue ("no", "without", "must not"), the words it reaches to,
 * and a few reasons why a "no" is not a refusal. Who asks decides what the words reached mean.
 */
export interface Refusals {
  /** The stretches refused, in the words of the sentence. */
  readonly refused: readonly string[];
  /** The sentence without them. */
  readonly rest: string;
}

const TOKEN = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*|[,;:=()—–]/gu;
const CLAUSE_END = /[,;:()—–]|\b(?:but|so|because|however|although|while|whereas)\b/giu;

/** A cue reaches no further. */
const MAX_REACH = 12;

/** The stretches of one sentence that are refused. Linear in its length, never throws. */
export function refusalsIn(sentence: string): Refusals {
  const { left, delegated } = withoutDelegated(sentence);
  const tokens = [...left.matchAll(TOKEN)].map((match) => ({
    word: match[0].toLowerCase(),
    at: match.index,
    end: match.index + match[0].length,
  }));
  const spoken = tokens.map(({ word }) => word);
  const spans = spansOf(spoken).filter(({ whole }) => !isConditional(spoken, whole));
  const textOf = ([from, to]: Span): string => left.slice(tokens[from]?.at, tokens[to - 1]?.end);
  let rest = '';
  let kept = 0;
  for (const { whole } of spans) {
    rest += `${left.slice(kept, tokens[whole[0]]?.at)} `;
    kept = tokens[whole[1] - 1]?.end ?? kept;
  }
  return { refused: [...delegated, ...spans.map(({ thing }) => textOf(thing))], rest: rest + left.slice(kept) };
}

/** Clauses about what somebody else does blanked: "the result is cached by the caller". */
function withoutDelegated(sentence: string): { left: string; delegated: string[] } {
  const delegated: string[] = [];
  let left = '';
  let from = 0;
  const take = (to: number): void => {
    const clause = sentence.slice(from, to);
    const theirs = DELEGATED.some((pattern) => pattern.test(clause));
    if (theirs) delegated.push(clause.trim());
    left += theirs ? ' '.repeat(clause.length) : clause;
    from = to;
  };
  for (const match of sentence.matchAll(CLAUSE_END)) {
    take(match.index);
    left += match[0];
    from = match.index + match[0].length;
  }
  take(sentence.length);
  return { left, delegated };
}

/** From, and before which token. */
type Span = readonly [from: number, to: number];

/** The words that refuse and what they refuse. */
interface Refusing {
  readonly whole: Span;
  readonly thing: Span;
}

function spansOf(words: readonly string[]): Refusing[] {
  const label = words.indexOf(':');
  if (label > 0 && label + 1 < words.length && REFUSING_LABEL.test(words.slice(0, label).join(' ')))
    return [{ whole: [0, words.length], thing: [label + 1, words.length] }];
  const spans: Refusing[] = [];
  let done = 0;
  for (let at = 0; at < words.length; at += 1) {
    const cancelling = isCue(words, at) ? cancelledAt(words, at) : undefined;
    at = cancelling ?? at;
    const span = cancelling === undefined ? spanAt(words, at, done) : undefined;
    if (span === undefined) continue;
    spans.push(span);
    done = span.whole[1];
    at = done - 1;
  }
  return spans;
}

function spanAt(words: readonly string[], at: number, done: number): Refusing | undefined {
  const said = predicateAt(words, at, done);
  if (said !== undefined) return said;
  if (!isCue(words, at)) return undefined;
  const next = words[at + 1] === 'be' || words[at + 1] === 'been' ? at + 2 : at + 1;
  const declined = DECLINED.has(words[next] ?? '') || (words[next] === 'in' && words[next + 1] === 'scope');
  if (declined) return before(words, at, words[next] === 'in' ? next + 2 : next + 1, done);
  if (words[at] === 'no' && NO_USE.has(words[next] ?? '') && !PREPOSITIONS.has(words[next + 1] ?? ''))
    return before(words, at, next + 1, done);
  const from = /^(?:of|with|from)$/u.test(words[at + 1] ?? '') || isPair(words, at) ? at + 2 : at + 1;
  const to = reach(words, from);
  if (to <= from || !isRefusal(words.slice(from, to))) return undefined;
  return { whole: [at, to], thing: [from, to] };
}

function isPair(words: readonly string[], at: number): boolean {
  return words[at] === 'instead' || words[at] === 'rather';
}

/** What is said of a thing that stands before: "is overkill", "unnecessary", ": off", "is out of scope". */
function predicateAt(words: readonly string[], at: number, done: number): Refusing | undefined {
  const word = words[at] ?? '';
  const previous = words[at - 1] ?? '';
  if (word === 'out' && words[at + 1] === 'of' && words[at + 2] === 'scope') return before(words, at, at + 3, done);
  if (FORBIDDEN.has(word) && isOrMustBe(words, at)) return before(words, at, at + 1, done);
  if (!endsClause(words, at + 1)) return undefined;
  if ((previous === ':' || previous === '=') && OFF.has(word)) return before(words, at, at + 1, done);
  const bare = BARE.has(word) && !COPULAS.has(previous) && !MAYBE.has(previous);
  return bare ? before(words, at, at + 1, done) : undefined;
}

function endsClause(words: readonly string[], at: number): boolean {
  const word = words[at];
  return word === undefined || word === ',' || word === 'and' || isBoundary(word);
}

/** Where the second "no" stands that takes back the one at `at`: "cannot run without caching", "never skip validation". */
function cancelledAt(words: readonly string[], at: number): number | undefined {
  for (let next = at + 1; next < Math.min(words.length, at + MAX_REACH); next += 1) {
    const word = words[next] ?? '';
    if (word === 'off' && next <= at + 3) return next;
    if (word === 'without' || (next <= at + 2 && (AVOIDING.has(word) || REMINDING.has(word)))) return next;
    if (CUES.has(word) || BOUNDARIES.has(word) || /^[,;:=()—–]$/u.test(word) || word === 'and' || word === 'or')
      return undefined;
  }
  return undefined;
}

/** What stands before `at` in its clause: the thing that is declined. */
function before(words: readonly string[], at: number, to: number, done: number): Refusing | undefined {
  if (/^[(:=–—]$/u.test(words[at - 1] ?? '') && at - 1 > done) return before(words, at - 1, to, done);
  let from = at;
  while (from > done && at - from < MAX_REACH && !isBoundary(words[from - 1] ?? '') && words[from - 1] !== ',')
    from -= 1;
  return from < at && isRefusal(words.slice(from, at)) ? { whole: [from, to], thing: [from, at] } : undefined;
}

function isCue(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  const next = words[at + 1] ?? '';
  if (word === 'instead' || word === 'free') return next === 'of';
  if (word === 'rather') return next === 'than';
  if (PARTICLES.get(word)?.has(words[at - 1] ?? '') === true) return true;
  return (CUES.has(word) || word.endsWith("n't") || word.endsWith('n’t')) && !NOT_A_CUE_BEFORE.has(next);
}

/** The first token after `from` that a cue before it does not reach. */
function reach(words: readonly string[], from: number): number {
  const last = Math.min(words.length, from + MAX_REACH);
  for (let at = from; at < last; at += 1) {
    const word = words[at] ?? '';
    if (isBoundary(word) || CUES.has(word)) return at;
    if (word === ',' && !goesOn(words, at, last)) return at;
    if (word === 'and' && !endsWithin(words, at + 1, 2)) return at;
  }
  return last;
}

/** Whether a comma is one of a list that "or" closes: "no caching, retries or metrics". */
function goesOn(words: readonly string[], comma: number, last: number): boolean {
  for (let at = comma + 1; at < last; at += 1) {
    const word = words[at] ?? '';
    if (word === 'or' || word === 'nor') return true;
    if (isBoundary(word)) return false;
  }
  return false;
}

/** Whether the clause ends within `count` words: "without caching and retries" but not "no caching and retry all calls". */
function endsWithin(words: readonly string[], from: number, count: number): boolean {
  const end = words.findIndex((word, at) => at >= from && (isBoundary(word) || word === ','));
  return (end === -1 ? words.length : end) - from <= count;
}

function isRefusal(reached: readonly string[]): boolean {
  const preposition = reached.findIndex((word) => PREPOSITIONS.has(word));
  const head = preposition === -1 ? reached : reached.slice(0, preposition);
  return !head.some((word) => FAULTS.has(word)) && !reached.some((word) => PROTECTED.has(word));
}

/** Whether a condition stands before the refusal or in its own clause, no contrast between them. */
function isConditional(words: readonly string[], [from, to]: Span): boolean {
  const start = words.findLastIndex((word, at) => at < from && CONTRASTS.has(word)) + 1;
  const end = words.findIndex((word, at) => at >= to && (word === ',' || CONTRASTS.has(word)));
  return words
    .slice(start, end === -1 ? undefined : end)
    .some((word, at) => CONDITIONS.has(word) && words[start + at + 1] !== 'possible');
}

function isBoundary(word: string): boolean {
  return BOUNDARIES.has(word) || /^[;:=()—–]$/u.test(word);
}

/** "Is forbidden", "must be disabled"; not "can be disabled". */
function isOrMustBe(words: readonly string[], at: number): boolean {
  const word = words[at - 1] ?? '';
  return COPULAS.has(word) && !(word === 'be' && MAYBE.has(words[at - 2] ?? ''));
}
