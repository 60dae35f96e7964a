/**
 * Classes of requirement smells after Femmer et al. 2017 (ISO/IEC/IEEE 29148, 5.2.7) and NASA's ARM; the word lists are
 * our own. A smell is a place to look at, not an error.
 */
export const SMELL_TYPES = [
  'subjective',
  'vague',
  'loophole',
  'open_ended',
  'superlative',
  'comparative',
  'negative',
  'vague_pronoun',
  'incomplete_reference',
  'passive_without_actor',
  'compound',
  'missing_unit',
  'to_be_decided',
  'undefined_acronym',
  'duplicate',
  'conflicting_values',
] as const;

export type SmellType = (typeof SMELL_TYPES)[number];

/** What a smell adds to the ambiguity of its requirement. */
export const SMELL_WEIGHT: Readonly<Record<SmellType, number>> = {
  subjective: 1,
  vague: 0.8,
  loophole: 1,
  open_ended: 0.8,
  superlative: 0.5,
  comparative: 0.5,
  negative: 0.2,
  vague_pronoun: 0.5,
  incomplete_reference: 0.6,
  passive_without_actor: 0.2,
  compound: 0.3,
  missing_unit: 0.8,
  to_be_decided: 1.5,
  undefined_acronym: 0.2,
  duplicate: 0.5,
  conflicting_values: 1.5,
};

/** Smells found by their words alone in lower-case text, and what to do about them. */
export const WORD_SMELLS: readonly (readonly [SmellType, RegExp, string])[] = [
  [
    'to_be_decided',
    /\b(?:tbd|tbc|tba|tbs|todo|fixme|to be (?:decided|determined|defined|confirmed|discussed|clarified|specified|agreed|announced|refined|detailed|finali[sz]ed|named|supplied)|needs? (?:clarification|clarifying)|not (?:yet )?(?:decided|defined|specified|agreed|clarified)|not yet (?:clear|known|determined|confirmed)|(?:decision|clarification|answer) pending|pending (?:decision|clarification|confirmation))\b|\?{2,}|\(\?\)|\[\s?(?:\.\.\.|…|_+|x+|[?]+|(?:insert|specify|add|fill in|define|choose|enter|placeholder|decide|open question|question|your)\b[^\]]{0,80})\s?\]|\{\{[^}]{1,60}\}\}|<(?:insert|specify|number|value|amount|name|n|x+|todo|tbd|placeholder|fill in)\b[^>]{0,60}>|\b(?:xx+|x\.x|nn+)(?= ?(?:%|ms|s\b|sec|min|hour|day|mb|gb|kb|users|requests|$))|_{3,}/gu,
    'decide this before it is built',
  ],
  [
    'loophole',
    /\b(?:if possible|if practical|if feasible|where possible|when possible|as possible|as (?:appropriate|applicable|needed|required|necessary)|where (?:appropriate|applicable|feasible)|if (?:necessary|needed|appropriate)|to the extent possible|best effort|ideally|preferably|as far as)\b/gu,
    'say under which condition it holds, or make it optional',
  ],
  [
    'subjective',
    /\b(?:user[- ]?friendly|easy(?: to use)?|easily|intuitive(?:ly)?|nice|pretty|beautiful|elegant|cost[- ]effective|seamless(?:ly)?|smooth(?:ly)?|simple|straightforward|attractive|pleasant|convenient(?:ly)?|modern|state[- ]of[- ]the[- ]art|world[- ]class|delightful|engaging)\b/gu,
    'name a measure that different people would judge alike',
  ],
  [
    'vague',
    /\b(?:fast|quick(?:ly)?|slow(?:ly)?|efficient(?:ly)?|adequate(?:ly)?|sufficient(?:ly)?|reasonable|reasonably|timely|appropriate(?:ly)?|relevant|significant(?:ly)?|minimal|flexible|robust|scalable|reliable|reliably|secure(?:ly)?|several|some|(?<!\bha(?:s|ve) )many|few|various|most|often|usually|normally|generally|almost|approximately|large|small|high[- ]quality|high[- ]performance|soon|regularly|periodically|frequently|effective(?:ly)?|good|acceptable|proper(?:ly)?)\b/gu,
    'put a number or a test in its place',
  ],
  [
    'open_ended',
    /\b(?:including but not limited to|but not limited to|etc\b\.?|and so on|and so forth|such as|among others|and the like|e\.g\.|for example|provide support for|at a minimum|as a minimum|not limited to)/gu,
    'list everything that belongs to it',
  ],
  [
    'superlative',
    /\b(?:best|worst|fastest|slowest|easiest|highest|lowest|largest|smallest|greatest|optimal(?:ly)?|most (?:recent )?\w+(?:ed|ive|able|ant|ent|ful)|maximi[sz]e[sd]?|minimi[sz]e[sd]?)\b/gu,
    'say compared with what, and by which measure',
  ],
  [
    'comparative',
    /\b(?:better|worse|faster|slower|easier|higher|lower|larger|smaller|greater|improved?|more \w+(?:ed|ive|able|ant|ent|ful)|enhanced?)\b(?! than \d)/gu,
    'say compared with what, and by how much',
  ],
  [
    'vague_pronoun',
    /(?<=[a-z,;] )(?:it|they|them|this|these|those)\b(?! \w+ (?:shall|must))/gu,
    'repeat the name it stands for',
  ],
  [
    'incomplete_reference',
    /\b(?:see (?:above|below|elsewhere|document|spec(?:ification)?)|as (?:described|defined|specified|mentioned) (?:above|below|elsewhere|earlier|later)|the (?:above|following) (?:document|spec(?:ification)?)|according to (?:the )?(?:spec(?:ification)?|standard|document|policy)s?\b(?! [A-Z\d]))/gu,
    'say which document, version and section',
  ],
  [
    'negative',
    /\b(?:shall not|must not|should not|will not|cannot|can't|won't|never)\b/gu,
    'say what happens instead, where that can be tested',
  ],
];
