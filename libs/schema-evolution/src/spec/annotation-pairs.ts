import { list, NULL, NUMBER, optional, TEXT, WHOLE, type Pair } from './pair';

/** What means nothing, everything, or not what it should. */
export const ANNOTATION_PAIRS: readonly Pair[] = [
  {
    change: 'format is an annotation',
    older: TEXT,
    newer: { type: 'string', format: 'uuid' },
    strict: 'both',
    step: 'patch',
  },
  {
    change: 'title, description, default, examples and x-members are annotations',
    older: TEXT,
    newer: {
      type: 'string',
      title: 't',
      description: 'd',
      default: 'x',
      examples: ['y'],
      'x-pii': true,
      $comment: 'c',
    },
    strict: 'both',
    step: 'patch',
  },
  {
    change: 'only the version moved',
    older: { ...TEXT, 'x-version': '1.0.0' },
    newer: { ...TEXT, 'x-version': '1.0.1' },
    strict: 'both',
    step: 'none',
  },
  {
    change: 'an unknown keyword is an annotation',
    older: NUMBER,
    newer: { type: 'number', precision: 3 },
    strict: 'both',
  },
  {
    change: 'bounds of another type say nothing',
    older: TEXT,
    newer: { type: 'string', minimum: 5, maxItems: 1 },
    strict: 'both',
  },
  {
    change: 'a keyword that is no keyword value is not decided',
    older: TEXT,
    newer: { type: 'string', maxLength: '5' },
    strict: 'forward',
    rules: ['undecided'],
  },
  {
    change: 'exclusiveMinimum as draft-04 wrote it is not decided',
    older: NUMBER,
    newer: { type: 'number', minimum: 0, exclusiveMinimum: true },
    strict: 'forward',
    rules: ['undecided'],
  },
  {
    change: 'everything to nothing',
    older: true,
    newer: false,
    strict: 'forward',
    rules: ['schema_narrowed_to_nothing'],
  },
  { change: 'nothing to something', older: false, newer: TEXT, strict: 'backward' },
  { change: 'true and the empty schema', older: true, newer: {}, strict: 'both' },
  {
    change: 'nullable lists of objects',
    older: optional(list({ type: 'object' })),
    newer: optional(list({ type: 'object' })),
    strict: 'both',
    step: 'none',
  },
  { change: 'null to an optional', older: NULL, newer: optional(WHOLE), strict: 'backward' },
];
