import { list, NULL, NUMBER, open, optional, TEXT, WHOLE, type Pair } from './pair';

const TREE = {
  $ref: '#/$defs/node',
  $defs: { node: open({ value: TEXT, children: list({ $ref: '#/$defs/node' }) }, 'value') },
};
const chain = (value: unknown, name = 'link', at = '$defs') => ({
  $ref: `#/${at}/${name}`,
  [at]: { [name]: open({ value, next: optional({ $ref: `#/${at}/${name}` }) }, 'value') },
});

/** References, to definitions and in circles. */
export const REFERENCE_PAIRS: readonly Pair[] = [
  {
    change: 'a schema moved to $defs',
    older: open({ a: TEXT }),
    newer: { ...open({ a: { $ref: '#/$defs/text' } }), $defs: { text: TEXT } },
    strict: 'both',
    step: 'patch',
  },
  {
    change: 'definitions renamed to $defs',
    older: chain(TEXT, 'link', 'definitions'),
    newer: chain(TEXT),
    strict: 'both',
    step: 'patch',
  },
  { change: 'a definition renamed', older: chain(TEXT), newer: chain(TEXT, 'element'), strict: 'both', step: 'patch' },
  {
    change: 'a definition changed',
    older: chain(TEXT),
    newer: chain(WHOLE),
    strict: 'neither',
    rules: ['type_narrowed'],
  },
  {
    change: 'a recursive definition widened',
    older: chain(WHOLE),
    newer: chain(NUMBER),
    strict: 'backward',
    rules: ['type_widened'],
  },
  {
    change: 'an unused definition changed',
    older: { ...TEXT, $defs: { x: TEXT } },
    newer: { ...TEXT, $defs: { x: WHOLE } },
    strict: 'both',
    step: 'patch',
  },
  {
    change: 'a tree given an optional member',
    older: TREE,
    newer: {
      $ref: '#/$defs/node',
      $defs: { node: open({ value: TEXT, label: TEXT, children: list({ $ref: '#/$defs/node' }) }, 'value') },
    },
    strict: 'forward',
    tolerant: 'both',
    step: 'minor',
  },
  {
    change: 'a tree given a required member',
    older: TREE,
    newer: {
      $ref: '#/$defs/node',
      $defs: { node: open({ value: TEXT, label: TEXT, children: list({ $ref: '#/$defs/node' }) }, 'value', 'label') },
    },
    strict: 'forward',
    rules: ['property_required_added'],
  },
  {
    change: 'a recursion unrolled once',
    older: open({ next: { $ref: '#' } }),
    newer: open({ next: open({ next: { $ref: '#' } }) }),
    strict: 'both',
    step: 'patch',
  },
  {
    change: 'a list of pairs that refer to each other',
    older: {
      $ref: '#/$defs/a',
      $defs: { a: open({ b: { $ref: '#/$defs/b' } }), b: open({ a: { $ref: '#/$defs/a' }, n: WHOLE }) },
    },
    newer: {
      $ref: '#/$defs/a',
      $defs: { a: open({ b: { $ref: '#/$defs/b' } }), b: open({ a: { $ref: '#/$defs/a' }, n: NUMBER }) },
    },
    strict: 'backward',
  },
  {
    change: 'a reference by the schema’s own $id',
    older: { $id: 'urn:x', ...open({ a: { $ref: 'urn:x#/$defs/t' } }), $defs: { t: TEXT } },
    newer: open({ a: TEXT }),
    strict: 'both',
  },
  {
    change: 'keywords beside a reference count',
    older: { ...open({ a: { $ref: '#/$defs/t', minLength: 1 } }), $defs: { t: TEXT } },
    newer: { ...open({ a: { $ref: '#/$defs/t', minLength: 1, maxLength: 5 } }), $defs: { t: TEXT } },
    strict: 'forward',
  },
  {
    change: 'a reference that leads nowhere is not decided',
    older: open({ a: TEXT }),
    newer: open({ a: { $ref: '#/$defs/gone' } }),
    strict: 'neither',
    rules: ['undecided'],
  },
  {
    change: 'a reference to another file is not decided',
    older: { $ref: 'other.json' },
    newer: { $ref: 'other.json', title: 't' },
    strict: 'neither',
    rules: ['undecided'],
  },
  {
    change: 'a schema that is only itself is not decided',
    older: TEXT,
    newer: { $ref: '#' },
    strict: 'neither',
    rules: ['undecided'],
  },
  {
    change: 'a union with itself is not decided',
    older: NULL,
    newer: { anyOf: [{ $ref: '#' }, TEXT] },
    strict: 'neither',
    rules: ['undecided'],
  },
  {
    change: 'a reference past an own $id is not decided',
    older: open({ a: TEXT }),
    newer: { ...open({ a: { $ref: '#/$defs/t' } }), $defs: { t: TEXT, u: { $id: 'urn:u' } } },
    strict: 'neither',
    rules: ['undecided'],
  },
];
