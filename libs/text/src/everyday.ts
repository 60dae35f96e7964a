/**
 * Everyday phrases for what the field has a word for. A phrase is replaced, because its words mislead one by one ("give
 * up", "go easy on"); what stands in a gap of it stays. Written by hand from what the things do.
 */
/** "Don't hammer the API" asks for a limit, not for none. */
const NOT =
  "(?:(?:(?:do|does|must|should|shall|may|can) not|never|not|without|avoids?|avoiding|\\w+n['’]t|cannot)(?: ever)? )?";

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:tr(?:y|ies|ying)|attempts?) (?:it |them |that |the \w+ )?(?:again|once more|a second time|anew)\b/giu,
    'retry',
  ],
  [/\b(?:keeps?|kept) (?:on )?trying\b|\b(?:another|second) (?:try|go|shot|chance)\b/giu, 'retry'],
  [/\b(?:can|could) (?:easily |well )?(?:live|do|get by|manage|cope|go) without\b/giu, 'without'],
  [/\b(?:hiccups?|blips?|bad moments?)\b/giu, 'transient failure'],
  [
    new RegExp(
      `\\b(?:giv(?:es?|ing) up|stops? waiting)\\b(?: (?:on|for) .{2,40}?)?(?= after| when|$|[.,;])|\\b${NOT}(?:wait(?:s|ing)? (?:forever|endlessly)|hang(?:s|ing)?(?: forever| endlessly)?|tak(?:es?|ing) (?:too long|forever))\\b|\\bwaits? (?:at most|no longer than|no more than|up to)\\b`,
      'giu',
    ),
    'timeout deadline',
  ],
  [
    new RegExp(
      `\\b${NOT}(?:hammer(?:s|ing)?|flood(?:s|ing)?|swamp(?:s|ing)?)\\b|\\bgo(?:es)? easy on\\b|\\b(?:against )?too many (?:requests|calls)\\b|\\bat most [\\w,.]+ (?:requests|calls|messages|times)(?= (?:per|an?|each|every)\\b)`,
      'giu',
    ),
    'rate limit throttling',
  ],
  [
    /\bremember(?:s|ing)? (?:the |its |earlier |previous |recent )?(?:results?|answers?|responses?|values?|replies)\b|\breus(?:es?|ing) (?:the )?(?:earlier|previous|old|last) (?:results?|answers?|responses?)\b|\bkeep(?:s|ing)? (?:the )?(?:results|answers|responses|replies|copies) (?:around|at hand|in memory|for)\b/giu,
    'cache results',
  ],
  [
    /\b(?:not|never|n['’]t) (?:ask|fetch|compute|load|query|look up|calculate)(?: \w+){0,4} (?:twice|again)\b/giu,
    'cache',
  ],
  [
    /\b(?:stops? (?:calling|bothering)|leaves? .{2,30} alone|gives? .{2,30} (?:a rest|a break|time to recover))\b/giu,
    'circuit breaker',
  ],
  [
    /\b(?:still|is it|are we|are you) (?:alive|up|running|there|well)\b|\bup and running\b|\balive and well\b/giu,
    'health check liveness',
  ],
  [/\b(?:how (?:often|many|long|fast)|numbers for|keeps? (?:score|count))\b/giu, 'metrics count measure'],
  [
    /\bwhat (?:happened|it (?:does|did)) (?:and )?when\b|\bkeeps? a (?:diary|journal)\b|\bwrites? down what\b/giu,
    'log',
  ],
  [/\b(?:black(?:s|ed)?|blank(?:s|ed)?|cross(?:es|ed)?) out\b|\bmakes? .{2,30} unreadable\b/giu, 'redact mask'],
  [
    /\bonly (?:[\w-]+ ){1,4}?(?:may|can|must|are allowed to|is allowed to|should be able to|have access|has access)\b|\bwho (?:may|is allowed to|can (?:see|do|call|use|read|change))\b|\b(?:is|are) (?:not )?allowed to\b|\bhas the right to\b|\b(?:lets?|allows?|permits?|admits?) only\b|\bkeeps? (?:strangers|outsiders|others|everyone else) out\b|\bnobody (?:but|except)\b/giu,
    'authorization permission role access control',
  ],
  [/\bwho (?:did|changed|touched|deleted) (?:what|it|them)\b|\bpaper trail\b/giu, 'audit trail'],
  [
    /\b(?:lets?|tells?) (?:others|other \w+|everyone|everybody|the (?:rest|others|world)|the other \w+)(?: know)?\b|\bspreads? the word\b/giu,
    'publish event notify',
  ],
  [
    /\b(?:tid(?:y|ies|ying)|clean(?:s|ing)?) up after (?:it|him|her)?self\b|\bgo(?:es)? down (?:cleanly|gracefully)\b/giu,
    'graceful shutdown cleanup',
  ],
  [
    /\b(?:only|not before|not until) (?:when |once )?(?:it is |they are |somebody |someone )?(?:first )?(?:needed|asks? for|really used)\b|\bon first use\b|\bon demand\b/giu,
    'lazy evaluation',
  ],
  [
    /\b(?:handled|processed|done|counted|applied|charged|executed) (?:only |exactly |just )?once\b|\bignor(?:es?|ing) (?:repeats|duplicates|repeated \w+|the second)\b|\b(?:twice|repeated(?:ly)?|again) (?:does|do|makes|changes|has) (?:no|nothing)\b|\b(?:drop|filter|discard|skip|reject|remov|eliminat|weed)(?:s|es|e|ing)? (?:out )?(?:the |all |any )?(?:duplicates?|duplicated|repeated|repeats|doubles)\b/giu,
    'idempotent duplicate',
  ],
  [
    /\b(?:turn|mak)(?:s|es|ed|ing|e)? ((?:(?!\b(?:into|from|out of)\b)[^.;]){2,60}?) (?:into|out of)\b/giu,
    'transform convert $1 into',
  ],
  [
    /\b(?:rewrit(?:es?|ing)|recasts?|reshap(?:es?|ing)|translat(?:es?|ing)|maps?) ((?:(?!\b(?:into|onto|as|to)\b)[^.;]){2,60}?) (?:into|onto|as|to)\b/giu,
    'transform map $1 into',
  ],
  [
    /\b(?:parks?|puts? aside|sets? aside|moves? aside) (?:the |any )?(?:\w+ )?(messages?|events?|records?)\b/giu,
    'dead letter $1',
  ],
  [
    /\bundo(?:es|ing)? (?:the |what |all )?(?:earlier|previous|finished|completed|done|steps)\b/giu,
    'compensate rollback saga',
  ],
  [/\bonly one (?:\w+ ){0,3}at a time\b|\bno two (?:\w+ ){1,4}at (?:once|the same time)\b/giu, 'lock lease'],
  [
    /\b(?:looks?|checks?|asks?) (?:in )?every (?:few |other )?(?:\w+ )?(?:seconds?|minutes?|hours?)\b|\bkeeps? (?:asking|checking|looking)\b/giu,
    'poll interval',
  ],
];

/** `text` with everyday phrases in the words of the field. */
export function inTerms(text: string): string {
  return PHRASES.reduce((said, [phrase, term]) => said.replace(phrase, term), text);
}
