import type { Modality } from './modality';

/** A word on its own; the usual boundary knows no letters beyond ASCII. */
const word = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'u');

const DE_MAY_NOT = 'darf|dürfen|soll|sollen|sollte|sollten|kann|können';
const NOT = 'nicht|nie|niemals|kein|keine|keinen|keinem|keiner|keinesfalls';

/** German, French, Spanish, Portuguese, Italian and Dutch, in the order they are looked for. No word of them is English. */
const MODALS: readonly (readonly [RegExp, Modality])[] = [
  [
    word(
      [
        `(?:${DE_MAY_NOT})(?: [\\p{L}\\p{N}-]+,?){0,10}? (?:${NOT})`,
        'ne (?:doit|doivent|peut|peuvent|devra|devront)(?: [\\p{L}-]+)? (?:pas|jamais|plus)|ne (?:doit|doivent|peut|peuvent) être|il est interdit',
        '(?:no|nunca) (?:debe|deben|deberá|deberán|puede|pueden|podrá|podrán|se debe|se puede|se permite)|está prohibido',
        '(?:não|nunca) (?:deve|devem|deverá|deverão|pode|podem|poderá|poderão|é permitido)|é proibido',
        'non (?:deve|devono|dovrà|dovranno|può|possono|potrà|è consentito)|è vietato',
        '(?:mag|mogen|moet|moeten|kan|kunnen)(?: [\\p{L}-]+){0,6}? (?:niet|geen|nooit)',
      ].join('|'),
    ),
    'prohibition',
  ],
  [
    word(
      'muss|müssen|hat zu|haben zu|ist verpflichtet|ist erforderlich|doit|doivent|devra|devront|il faut|est tenu de|est obligatoire|debe|deben|deberá|deberán|tiene que|tienen que|es obligatorio|deve|devem|deverá|deverão|tem que|têm que|tem de|é obrigatório|devono|dovrà|dovranno|è obbligatorio|moet|moeten|dient te|dienen te',
    ),
    'obligation',
  ],
  [
    word(
      'soll|sollen|sollte|sollten|devrait|devraient|debería|deberían|deveria|deveriam|dovrebbe|dovrebbero|zou moeten|zouden moeten',
    ),
    'recommendation',
  ],
  [
    word('darf|dürfen|pourra|pourrait|podrá|podrán|podría|poderá|poderão|poderia|potrà|potranno|potrebbe|mag|mogen'),
    'permission',
  ],
  [word('kann|können|peut|peuvent|puede|pueden|pode|podem|può|possono|kunnen'), 'ability'],
];

/** How strongly a sentence in one of these languages asks; undefined when none of their modal verbs is in it. */
export function foreignModality(lower: string): Modality | undefined {
  return MODALS.find(([pattern]) => pattern.test(lower))?.[1];
}
