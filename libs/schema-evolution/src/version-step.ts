import { isObject } from '#contracts';
import { Budget, BudgetSpent } from './budget';
import { canonical } from './canonical';
import { compare } from './compare';
import type { RuleId } from './rules';
import { openDocument } from './schema-node';

export const VERSION_STEPS = ['none', 'patch', 'minor', 'major'] as const;
export type VersionStep = (typeof VERSION_STEPS)[number];

/**
 * What an older reader may meet in a minor version although, strictly, it rejects it: the source documents call a new
 * enum value (architecture, NATS contracts) and a relaxed constraint (NATS contracts) non-breaking.
 */
const TOLERATED_BY_READERS: ReadonlySet<RuleId> = new Set<RuleId>([
  'enum_value_added',
  'minimum_lowered',
  'maximum_raised',
  'multiple_of_widened',
  'min_length_lowered',
  'max_length_raised',
  'pattern_removed',
  'min_items_lowered',
  'max_items_raised',
  'unique_items_removed',
  'min_properties_lowered',
  'max_properties_raised',
]);

/**
 * How far the version must move when a schema changes.
 *
 * `none`: only the order of properties or the version itself (`x-version` at the root) changed. `patch`: exactly the same
 * values are valid; annotations or the way of writing it changed. `minor`: under the tolerant policy the newer schema
 * reads all older data and the older schema reads all newer data, except new enum values and relaxed bounds: the source
 * documents count these as minor, so writers hold a new value back until readers know it. `major`: everything else, and
 * whatever cannot be decided. Where the source documents contradict each other we take the safe side: a required
 * property made optional is major (the architecture document lists it as compatible, the NATS contracts as breaking),
 * because old readers of the same topic would reject the message; a widened type is a changed type.
 */
export function versionStep(older: unknown, newer: unknown): VersionStep {
  if (sameText(older, newer)) return 'none';
  if (compare(older, newer, { direction: 'full', policy: 'strict' }).compatible) return 'patch';
  const { findings } = compare(older, newer, { direction: 'full', policy: 'tolerant' });
  return findings.every(({ rule }) => TOLERATED_BY_READERS.has(rule)) ? 'minor' : 'major';
}

function sameText(older: unknown, newer: unknown): boolean {
  try {
    for (const root of [older, newer]) openDocument('older', root, new Budget());
  } catch (error) {
    if (error instanceof BudgetSpent) return false;
    throw error;
  }
  return canonical(unversioned(older)) === canonical(unversioned(newer));
}

function unversioned(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { 'x-version': _version, ...rest } = schema;
  return rest;
}
