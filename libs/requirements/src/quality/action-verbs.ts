import { readKnowledge } from '#knowledge';

const LISTS = readKnowledge('requirements', 'verbs') as Readonly<
  Record<'deeds' | 'states' | 'state-participles' | 'properties', string>
>;

const anyOf = (list: keyof typeof LISTS): string => LISTS[list].replaceAll(' ', '|');

const DEEDS = anyOf('deeds');
const STATES = anyOf('states');
const STATE_PARTICIPLES = anyOf('state-participles');
const PROPERTIES = anyOf('properties');

/** All patterns here are for lower-case text. */
const ADVERBS =
  '(?:(?:also|not|only|then|automatically|optionally|always|never|be able to|be capable of|have the ability to|be allowed to) ){0,2}';

/** "shall display", "will be able to search", "in order to search": a deed and not a state. */
export const MODAL_ACTION = new RegExp(
  `\\b(?:shall|must|should|will|can|may|could|would|to) ${ADVERBS}(?:${DEEDS})s?\\b|\\b(?:shall|must|should|will|can|may) ${ADVERBS}(?!(?:${STATES})\\b)[a-z-]+`,
  'u',
);

/** "shall be displayed" */
export const PASSIVE_ACTION = new RegExp(
  `\\b(?:be|is|are|been) (?:\\w{1,30}ly )?(?:(?!(?:${STATE_PARTICIPLES})\\b)\\w{2,30}ed|chosen|given|paid|read|sent|shown|written)\\b`,
  'u',
);

/** "allow the user to", "the ability to": a capability is handed to somebody. */
export const CAPABILITY = new RegExp(
  `\\b(?:allow|enable|permit|let)(?:s|ing)?\\b[^.]{0,80}?\\b(?:to|for) (?:${DEEDS})\\b|\\b(?:able|ability|capability|option|functionality|possible|interface|choice) (?:to|for|of) ${ADVERBS}(?:${DEEDS}|\\w{2,30}ing)\\b`,
  'u',
);

/** "Search products by name": a bare list item. Also "Displays the order". */
export const IMPERATIVE = new RegExp(
  `^(?:please )?(?:${DEEDS})(?:\\b|(?:s|es)\\b(?! (?:to|of|in|for|made|from|must|shall|should|will|is|are|can|may)\\b))`,
  'u',
);

/** Any verb a list item may open with, also one that asks for a property: "Support at least 500 users". */
export const LEADING_VERB = new RegExp(`^(?:please )?(?:${DEEDS}|${PROPERTIES})(?:s|es)?\\b`, 'u');
