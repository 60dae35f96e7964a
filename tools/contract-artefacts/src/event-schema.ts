import { majorOf, publishedSchema, routeOfRequest, schemaFileOf, type CatalogEntry, type JsonObject } from '#contracts';
import { docOfClass, docOfMember, type Docstrings } from './docstrings';

type Members = Readonly<Record<string, JsonObject>>;

/** One type of a published schema. */
export interface Shape extends JsonObject {
  readonly description?: string;
  readonly properties: Members;
  readonly required?: readonly string[];
}

/** A published schema as this tool reads it. */
export interface PublishedSchema extends Shape {
  readonly title: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
}

/** An entry of the catalog with the schema of its payload. */
export interface Published {
  readonly entry: CatalogEntry;
  /** As its file has it: described, and with a sample. */
  readonly schema: PublishedSchema;
  /** What decides about a payload, and nothing else. */
  readonly rules: PublishedSchema;
  /** What the payload's class says about itself. */
  readonly doc: string | undefined;
}

/**
 * The schema file of an entry. Its path is the entry's name, `{domain}/{pattern}/{operation}` (audit entries have no
 * word for the pattern), so dead letters have a file each although they share one payload: every topic's schema is
 * found, versioned and registered by one rule.
 */
export function schemaPath(entry: CatalogEntry): string {
  return `schemas/events/${schemaFileOf(entry)}`;
}

export function schemaId({ name, version }: CatalogEntry): string {
  return `urn:omninode:events:${name.replace(/\.v\d+$/, '').replaceAll('.', ':')}:v${majorOf(version)}`;
}

export function publish(entry: CatalogEntry, docstrings: Docstrings): Published {
  const rules = publishedSchema(entry.payload) as PublishedSchema;
  const { $schema, title, $defs = {}, ...root } = rules;
  const described = Object.entries($defs).map(([name, shape]): [string, Shape] => {
    const description = docOfClass(docstrings, name);
    return [name, { ...(description && { description }), ...describeMembers(name, shape, docstrings) }];
  });
  const schema: PublishedSchema = {
    $schema,
    $id: schemaId(entry),
    title,
    description: descriptionOf(entry),
    ...(entry.deprecated && { deprecated: true, 'x-deprecation': entry.deprecated }),
    'x-version': entry.version,
    'x-topics': entry.places,
    ...describeMembers(title, root, docstrings),
    ...(described.length > 0 && { $defs: Object.fromEntries(described) }),
    examples: [entry.sample],
  };
  return { entry, schema, rules, doc: docOfClass(docstrings, title) };
}

/** Requests of our operations are read leniently; what is published is the spelling we advise. */
function descriptionOf({ summary, places }: CatalogEntry): string {
  const isServedLeniently = places.some(({ name }) => routeOfRequest(name.replaceAll('{env}', 'dev')) !== undefined);
  if (!isServedLeniently) return summary;
  return `${summary} Further names and spellings of its members are accepted: see docs/wire-facts.md, 1.5.`;
}

function describeMembers(name: string, shape: Shape, docstrings: Docstrings): Shape {
  const properties = Object.entries(shape.properties).map(([member, rule]): [string, JsonObject] => {
    const description = docOfMember(docstrings, name, member);
    return [member, description === undefined ? rule : { description, ...rule }];
  });
  return { ...shape, properties: Object.fromEntries(properties) };
}
