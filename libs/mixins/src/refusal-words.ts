import { setOf } from '#text';

/** "Never skip validation": the second no takes back the first. */
export const AVOIDING = setOf('avoid exclude disable omit skip');

export const CUES = setOf(
  `no not never without cannot neither nor nothing nobody none avoid avoids avoiding exclude excludes excluding disable
  disables disabled omit omits skip skips forgo forgoes forego forbid forbids refrain eschew lacks zero impossible
  unacceptable unthinkable`,
);

/** "Leave out caching", "opt out of retries", "get rid of", "do away with": the second word is the cue. */
export const PARTICLES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['out', setOf('leave leaves leaving left opt opts rule rules ruled')],
  ['rid', setOf('get gets getting be')],
  ['away', setOf('do does doing stay')],
  ['clear', setOf('stay steer keep')],
  ['against', setOf('decide decided advise advised are is am speak')],
]);

/** "not only …" adds, "no more than …" bounds. */
export const NOT_A_CUE_BEFORE = setOf(
  'only just merely simply solely necessarily more less later fewer earlier longer matter one optional',
);

/** Where the reach of a cue ends, beside punctuation. */
export const BOUNDARIES = setOf(
  `but however yet although though while whereas when whenever if unless until because since so which where after before
  than with except then instead only just nevertheless otherwise`,
);

/** What is said behind one of these is another matter than what is said before. */
export const CONTRASTS = setOf('but however yet although though whereas nevertheless ; — –');

/** A refusal under a condition is no refusal: it says that the thing is there otherwise. */
export const CONDITIONS = setOf('if when whenever while unless until once whether where case');

/** "No failures", "no lost events": the no is about a fault of the thing, not about the thing. */
export const FAULTS = setOf(
  `fail fails failing failed failure failures error errors fault faults loss lose loses losing lost drop drops dropped
  dropping miss misses missed missing missed duplicate duplicates duplicated leak leaks leaking crash crashes block blocks
  blocking blocked corrupt corrupted corruption stale exceed exceeds storm storms break breaks interrupt hang hangs delay
  delays delayed outage downtime ignore ignored unhandled more less longer twice invalid inconsistent unauthorized`,
);

/** "Never log passwords" asks for their protection, not for the absence of a log. */
export const PROTECTED = setOf(
  'password passwords secret secrets token tokens credential credentials pii sensitive personal confidential private',
);

/** "Don't forget metrics", "metrics must not be missing". */
export const REMINDING = setOf(
  `forget forgets forgotten neglect neglected overlook overlooked skimp hesitate omitted skipped excluded disabled missing
  absent lacking ignored removed dropped avoided underestimate underestimated compromise bypassed`,
);

/** After a thing: "caching is not needed". */
export const DECLINED = setOf(
  `needed required used wanted allowed necessary permitted supported desired applied added included enabled recommended
  worth useful helpful sensible planned intended foreseen relevant applicable appropriate considered warranted justified
  part expected called acceptable`,
);

/** "Makes no sense". */
export const NO_USE = setOf('sense point benefit use value purpose good place role');

/** Said of a thing: "caching is overkill"; the `BARE` ones also without a verb ("circuit breaker unnecessary"). */
const BARE_WORDS =
  'unnecessary unneeded unwanted forbidden prohibited disallowed banned disabled overkill superfluous off excluded omitted';
export const BARE = setOf(BARE_WORDS);
export const FORBIDDEN = setOf(
  `${BARE_WORDS} undesired undesirable pointless useless needless overengineering overengineered premature taboo verboten
  dropped removed obsolete overdone`,
);

/** Behind a colon: "caching: off". */
export const OFF = setOf(`${BARE_WORDS} no none false never nope n a 0 skip not`);

export const COPULAS = setOf('is are was were be seems seem looks feels considered deemed remains stays being gets');
export const MAYBE = setOf('can could may might');

export const PREPOSITIONS = setOf('on for in of at during to from by into over against between through');

/** Before a colon at the start: what follows is refused. */
export const REFUSING_LABEL =
  /^(?:(?:explicitly )?(?:out of scope|not (?:needed|required|wanted|in scope|used|included|allowed|necessary|planned)|excluded|exclusions?|exclude|non ?goals?|won['’]?t(?: have| do)?|unnecessary|without|no|forbidden|disabled|do not (?:use|add|include)|don['’]?t (?:use|add|include)))$/u;

const OTHERS =
  '(?:callers?|clients?|consumers?|gateway|proxy|upstream|downstream|platform|framework|infrastructure|runtime|mesh|side-?car|broker|load balancer|database|driver|library|sdk|kubernetes|envoy|istio|nginx|ingress|operating system|operators?|ops|others?|other (?:team|service|node|component|system|layer|part)s?|another [\\w-]+|some(?:body|one) else|a different [\\w-]+|elsewhere)';
const ADVERB = '(?:already |all |fully |completely |usually |only )?';

/** A clause about what somebody else does; nothing is asked for in it. */
export const DELEGATED: readonly RegExp[] = [
  new RegExp(
    `\\b(?:is|are|gets?|was|were|has been|have been|will be) ${ADVERB}\\w+(?:ed|ten|ken|own|one|ade|ept)?(?: and \\w+)? ${ADVERB}(?:by|in|at) (?:the |an? |our |its |their )?(?:\\w+[- ]){0,2}?${OTHERS}\\b`,
    'iu',
  ),
  /\b(?:is|are|gets?) (?:already )?(?:\w+ed|done|dealt with|taken care of) (?:elsewhere|upstream|downstream|outside)\b/iu,
  /\b(?:is|are) already (?:handled|done|provided|covered|solved|implemented|dealt with|taken care of)\b/iu,
  /\b(?:is|are|remains?) (?:the )?(?:job|responsibility|task|concern|business|duty) of\b/iu,
  new RegExp(`\\b(?:left|up|delegated|entrusted) to (?:the |an? |our |its )?(?:\\w+[- ]){0,2}?${OTHERS}\\b`, 'iu'),
  new RegExp(
    `^\\W*(?:the |an? |our |its )?(?:\\w+[- ]){0,2}?${OTHERS} (?:already |itself |also |now ){0,2}(?:handles?|does|do|takes? care of|provides?|performs?|owns?|is responsible for|caches?|retries|logs?|validates?|throttles?|authenticates?|authorizes?|manages?|collects?|limits?)\\b`,
    'iu',
  ),
];
