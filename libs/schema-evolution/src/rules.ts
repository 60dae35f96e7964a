interface Rule<Id extends string> {
  readonly id: Id;
  readonly fix: string;
}

const MAJOR = 'or publish a new major version on a topic of its own';

function rule<const Backward extends string, const Forward extends string>(
  backward: Backward,
  backwardFix: string,
  forward: Forward,
  forwardFix: string,
): { readonly backward: Rule<Backward>; readonly forward: Rule<Forward> } {
  return {
    backward: { id: backward, fix: `${backwardFix}, ${MAJOR}.` },
    forward: { id: forward, fix: `${forwardFix}, ${MAJOR}.` },
  };
}

/**
 * Every rule, by what the reader objects to. Its stable id depends on the direction: what an older reader cannot take
 * was added where a newer one would miss what was removed.
 */
export const RULES = {
  type: rule(
    'type_narrowed',
    'Keep accepting the older types',
    'type_widened',
    'Keep the type, or add a member for the new one',
  ),
  enumValue: rule(
    'enum_value_removed',
    'Keep the value and mark it as deprecated',
    'enum_value_added',
    'Write the new value only when every reader knows it',
  ),
  enumList: rule('enum_added', 'Leave the values free', 'enum_removed', 'Keep the list of values'),
  value: rule('value_refused', 'Accept the value as before', 'value_widened', 'Do not write the value'),
  minimum: rule('minimum_raised', 'Keep the lower minimum', 'minimum_lowered', 'Keep the higher minimum'),
  maximum: rule('maximum_lowered', 'Keep the higher maximum', 'maximum_raised', 'Keep the lower maximum'),
  multipleOf: rule('multiple_of_narrowed', 'Keep the finer step', 'multiple_of_widened', 'Keep the coarser step'),
  minLength: rule('min_length_raised', 'Keep the shorter length', 'min_length_lowered', 'Keep the longer length'),
  maxLength: rule('max_length_lowered', 'Keep the longer length', 'max_length_raised', 'Keep the shorter length'),
  pattern: rule('pattern_added', 'Do without the pattern', 'pattern_removed', 'Keep the pattern'),
  minItems: rule('min_items_raised', 'Accept shorter lists', 'min_items_lowered', 'Do not write shorter lists'),
  maxItems: rule('max_items_lowered', 'Accept longer lists', 'max_items_raised', 'Do not write longer lists'),
  uniqueItems: rule('unique_items_added', 'Accept repeated items', 'unique_items_removed', 'Keep items unique'),
  contains: rule('contains_added', 'Do without "contains"', 'contains_removed', 'Keep "contains"'),
  minProperties: rule(
    'min_properties_raised',
    'Accept fewer members',
    'min_properties_lowered',
    'Do not write fewer members',
  ),
  maxProperties: rule(
    'max_properties_lowered',
    'Accept more members',
    'max_properties_raised',
    'Do not write more members',
  ),
  propertyNames: rule(
    'property_names_narrowed',
    'Accept the names as before',
    'property_names_widened',
    'Keep to the names allowed before',
  ),
  requiredNew: rule(
    'property_required_added',
    'Make the member optional and give it a default',
    'property_required_removed',
    'Keep the member, required and deprecated',
  ),
  required: rule(
    'property_made_required',
    'Leave the member optional',
    'property_made_optional',
    'Keep writing the member always',
  ),
  closedMember: rule(
    'property_removed_from_closed_object',
    'Keep the member as optional and deprecated, or allow additional properties',
    'property_added_to_closed_object',
    'Let older readers allow additional properties first',
  ),
  openMember: rule(
    'property_added_to_open_object',
    'Compare with the tolerant policy if writers write only what they declare, or leave the member untyped',
    'property_removed_from_open_object',
    'Compare with the tolerant policy if writers write only what they declare, or keep the member',
  ),
  additional: rule(
    'additional_properties_narrowed',
    'Keep the object as open as it was',
    'additional_properties_widened',
    'Keep the object as closed as it was',
  ),
  union: rule(
    'union_branch_removed',
    'Keep a branch that takes the older data',
    'union_branch_added',
    'Write the new branch only when every reader knows it',
  ),
  ambiguous: rule(
    'one_of_ambiguous',
    'Use "anyOf", or tell the branches apart by a required constant',
    'one_of_ambiguous',
    'Use "anyOf", or tell the branches apart by a required constant',
  ),
  not: rule('not_added', 'Do without "not"', 'not_removed', 'Keep "not"'),
  forbidden: rule(
    'schema_narrowed_to_nothing',
    'Keep accepting the data',
    'schema_widened_from_nothing',
    'Do not write what no reader takes',
  ),
  undecided: rule(
    'undecided',
    'Keep this part of the schema as it was, or write it with simpler keywords',
    'undecided',
    'Keep this part of the schema as it was, or write it with simpler keywords',
  ),
} as const;

export type RuleKey = keyof typeof RULES;
export type RuleId = (typeof RULES)[RuleKey]['backward' | 'forward']['id'];
