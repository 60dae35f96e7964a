import type { Published, Shape } from './event-schema';

/**
 * Every type the schemas speak of, by its class's name, payloads before the types inside them. Throws when a class is
 * two things: a payload with defaults inside another payload, where they would not be filled in.
 */
export function namedTypes(published: readonly Published[]): ReadonlyMap<string, Shape> {
  const types = new Map<string, Shape>();
  for (const { schema, doc } of published) {
    const { title, description, properties, required, anyOf } = schema;
    const users = published.filter((other) => other.schema.title === title).length;
    // The summary is of one entry: where several share a payload it does not say what the payload is.
    add(types, title, { description: users === 1 ? description : doc, properties, required, anyOf });
    for (const [name, definition] of Object.entries(schema.$defs ?? {})) add(types, name, definition);
  }
  return types;
}

function add(types: Map<string, Shape>, name: string, type: Shape): void {
  const known = types.get(name);
  if (known !== undefined && shapeOf(known) !== shapeOf(type)) throw new Error(`${name} has two shapes`);
  if (known === undefined) types.set(name, type);
}

function shapeOf({ properties, required = [] }: Shape): string {
  return JSON.stringify([properties, required]);
}
