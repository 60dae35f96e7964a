import {
  CATALOG,
  ENVIRONMENTS,
  isObject,
  publishedSchema,
  schemaFileOf,
  type CatalogEntry,
  type JsonObject,
} from '#contracts';
import type { CatalogView, EntryView } from './catalog-view';
import { describeMessages } from './describe-envelopes';
import { describeFields, rulesOf } from './describe-fields';

/** Every entry, in the catalog's order, as plain data that survives JSON unchanged. */
export function describeCatalog(entries: readonly CatalogEntry[] = CATALOG): CatalogView {
  return { entries: entries.map((entry) => describeEntry(entry, entries)), environments: ENVIRONMENTS };
}

function describeEntry(entry: CatalogEntry, entries: readonly CatalogEntry[]): EntryView {
  const schemas = schemasOf(entry);
  return {
    ...entry,
    payload: entry.payload.name,
    schema: schemaFileOf(entry),
    fields: describeFields(entry.payload.name, schemas),
    rules: rulesOf(entry.payload.name, schemas),
    answers: entries.filter(({ answeredBy }) => answeredBy === entry.name).map(({ name }) => name),
    sharesTopicWith: entries.filter((other) => other !== entry && sharesTopic(other, entry)).map(({ name }) => name),
    messages: describeMessages(entry),
  };
}

/** What senders are asked for, as in the published schema files, by class. */
function schemasOf({ payload }: CatalogEntry): JsonObject {
  const { $defs, ...schema } = publishedSchema(payload);
  return { ...(isObject($defs) && $defs), [payload.name]: schema };
}

function sharesTopic(one: CatalogEntry, other: CatalogEntry): boolean {
  return one.places.some(({ name }) => other.places.some((place) => place.name === name));
}
