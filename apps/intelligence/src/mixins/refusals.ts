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

const TOKEN = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*|[,;:()—–]/gu;

const AVOIDING = set('avoid exclude disable omit skip');

const CUES = set(
  'no not never without cannot neither nor avoid avoids avoiding exclude excludes excluding disable disables disabled omit omits skip skips',
);

/** "not only …" adds, "no more than …" bounds. */
const NOT_A_CUE_BEFORE = set(
  'only just merely simply solely necessarily more less later fewer earlier longer matter one optional',
);

/** Where the reach of a cue ends, beside punctuation. */
const BOUNDARIES = set(
  'but however yet although though while whereas when whenever if unless until because since so which where after before than with except then instead',
);

/** A refusal under a condition is no refusal: it says that the thing is there otherwise. */
const CONDITIONS = set('if when whenever while unless until once whether where case');

/** "No failures", "no lost events": the no is about a fault of the thing, not about the thing. */
const FAULTS = set(
  'fail fails failing failed failure failures error errors fault faults loss lose loses losing lost drop drops dropped dropping miss misses missed missing missed duplicate duplicates duplicated leak leaks leaking crash crashes block blocks blocking blocked corrupt corrupted corruption stale exceed exceeds storm storms break breaks interrupt hang hangs delay delays delayed outage downtime ignore ignored unhandled more less longer twice invalid inconsistent unauthorized',
);

/** "Never log passwords" asks for their protection, not for the absence of a log. */
const PROTECTED = set(
  'password passwords secret secrets token tokens credential credentials pii sensitive personal confidential private',
);

/** After a thing: "caching is not needed". */
const DECLINED = set(
  'needed required used wanted allowed necessary permitted supported desired applied added included enabled recommended',
);
const FORBIDDEN = set('forbidden prohibited disallowed unnecessary unneeded unwanted banned undesired disabled');

const MAYBE = set('can could may might');

const PREPOSITIONS = set('on for in of at during to from by into over against between through');

/** A cue reaches no further. */
const MAX_REACH = 12;

/** The stretches of one sentence that are refused. Linear in its length, never throws. */
export function refusalsIn(sentence: string): Refusals {
  const tokens = [...sentence.matchAll(TOKEN)].map((match) => ({
    word: match[0].toLowerCase(),
    at: match.index,
    end: match.index + match[0].length,
  }));
  const spoken = tokens.map(({ word }) => word);
  const spans = isConditional(spoken) ? [] : spansOf(spoken);
  const textOf = ([from, to]: Span): string => sentence.slice(tokens[from]?.at, tokens[to - 1]?.end);
  let rest = '';
  let kept = 0;
  for (const { whole } of spans) {
    rest += `${sentence.slice(kept, tokens[whole[0]]?.at)} `;
    kept = tokens[whole[1] - 1]?.end ?? kept;
  }
  return { refused: spans.map(({ thing }) => textOf(thing)), rest: rest + sentence.slice(kept) };
}

/** From, and before which token. */
type Span = readonly [from: number, to: number];

function spansOf(words: readonly string[]): { whole: Span; thing: Span }[] {
  const spans: { whole: Span; thing: Span }[] = [];
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

function spanAt(words: readonly string[], at: number, done: number): { whole: Span; thing: Span } | undefined {
  const word = words[at] ?? '';
  if (FORBIDDEN.has(word) && isOrMustBe(words, at)) return before(words, at, at + 1, done);
  if (!isCue(words, at)) return undefined;
  const next = words[at + 1] === 'be' || words[at + 1] === 'been' ? at + 2 : at + 1;
  if (DECLINED.has(words[next] ?? '')) return before(words, at, next + 1, done);
  const from = word === 'instead' || word === 'rather' ? at + 2 : at + 1;
  const to = reach(words, from);
  if (to <= from || !isRefusal(words.slice(from, to))) return undefined;
  return { whole: [at, to], thing: [from, to] };
}

/** Where the second "no" stands that takes back the one at `at`: "cannot run without caching", "never skip validation". */
function cancelledAt(words: readonly string[], at: number): number | undefined {
  for (let next = at + 1; next < Math.min(words.length, at + MAX_REACH); next += 1) {
    const word = words[next] ?? '';
    if (word === 'without' || (next <= at + 2 && AVOIDING.has(word))) return next;
    if (CUES.has(word) || BOUNDARIES.has(word) || /^[,;:()—–]$/u.test(word) || word === 'and' || word === 'or')
      return undefined;
  }
  return undefined;
}

/** What stands before `at` in its clause: the thing that is declined. */
function before(
  words: readonly string[],
  at: number,
  to: number,
  done: number,
): { whole: Span; thing: Span } | undefined {
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

function isConditional(words: readonly string[]): boolean {
  return words.some((word, at) => CONDITIONS.has(word) && words[at + 1] !== 'possible');
}

function isBoundary(word: string): boolean {
  return BOUNDARIES.has(word) || /^[;:()—–]$/u.test(word);
}

/** "Is forbidden", "must be disabled"; not "can be disabled". */
function isOrMustBe(words: readonly string[], at: number): boolean {
  const word = words[at - 1];
  return word === 'is' || word === 'are' || (word === 'be' && !MAYBE.has(words[at - 2] ?? ''));
}

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
