import type { PublishedSchema } from '../api/catalog';

/** What the schema says about the field at a path like `error.details[].code`. */
export function fieldText(schema: PublishedSchema, path: string): string | undefined {
  let at: PublishedSchema | undefined = schema;
  for (const step of path.split('.')) at = resolved(schema, at)?.properties?.[step.replace(/(\[\])+$/, '')];
  return at?.description;
}

/** Past references, lists and "or null", down to what has properties. */
function resolved(root: PublishedSchema, schema: PublishedSchema | undefined): PublishedSchema | undefined {
  let at = schema;
  // A chain of them is short; one that leads to itself ends.
  for (let steps = 0; at !== undefined && at.properties === undefined && steps < 10; steps += 1) {
    const { $ref, items, anyOf }: PublishedSchema = at;
    at =
      $ref === undefined
        ? (items ?? anyOf?.find((choice) => choice.$ref ?? choice.properties ?? choice.items))
        : root.$defs?.[$ref.slice($ref.lastIndexOf('/') + 1)];
  }
  return at;
}
