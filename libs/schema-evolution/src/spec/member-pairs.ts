import { closed, inMember, list, open, TEXT, type Pair } from './pair';

/** Required and optional members, at every depth. */
export const MEMBER_PAIRS: readonly Pair[] = [
  {
    change: 'required in another order',
    older: open({ a: TEXT, b: TEXT }, 'a', 'b'),
    newer: open({ b: TEXT, a: TEXT }, 'b', 'a'),
    strict: 'both',
    step: 'patch',
  },
  {
    change: 'a required member nobody declares',
    older: open({ a: TEXT }, 'b'),
    newer: open({ a: TEXT }),
    strict: 'backward',
    rules: ['property_required_removed'],
  },
  {
    change: 'a required undeclared member typed',
    older: open({ a: TEXT }, 'b'),
    newer: open({ a: TEXT, b: TEXT }, 'b'),
    strict: 'forward',
    rules: ['property_added_to_open_object'],
  },
  {
    change: 'an optional member added two levels down',
    older: inMember(inMember(open({ a: TEXT }))),
    newer: inMember(inMember(open({ a: TEXT, b: TEXT }))),
    strict: 'forward',
    tolerant: 'both',
    step: 'minor',
  },
  {
    change: 'a required member added in the items of a list',
    older: list(open({ a: TEXT }, 'a')),
    newer: list(open({ a: TEXT, b: TEXT }, 'a', 'b')),
    strict: 'forward',
    step: 'major',
    rules: ['property_required_added'],
  },
  {
    change: 'a member renamed with both kept',
    older: closed({ a: TEXT }, 'a'),
    newer: closed({ a: TEXT, b: TEXT }, 'a'),
    strict: 'backward',
    tolerant: 'both',
    step: 'minor',
  },
  {
    change: 'a required member made optional in a closed object',
    older: closed({ a: TEXT }, 'a'),
    newer: closed({ a: TEXT }),
    strict: 'backward',
    rules: ['property_made_optional'],
  },
];
