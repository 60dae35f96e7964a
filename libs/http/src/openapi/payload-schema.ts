import { isObject, publishedSchema, type JsonObject, type PayloadClass } from '#contracts';

/** `null`, as OpenAPI 3.0 can say it. */
const NOTHING = { type: 'object', enum: [null], nullable: true } as const;

/** The schema of a payload class for OpenAPI 3.0, without references: none of these classes contains itself. */
export function payloadSchema(payload: PayloadClass): Record<string, unknown> {
  const { $schema: _dialect, $defs = {}, title: _title, ...schema } = publishedSchema(payload);
  return inOpenApi(schema, $defs as JsonObject) as Record<string, unknown>;
}

function inOpenApi(part: unknown, definitions: JsonObject): unknown {
  if (Array.isArray(part)) return part.map((each) => inOpenApi(each, definitions));
  if (!isObject(part)) return part;
  const { $ref, type, const: only, ...rest } = part;
  if (typeof $ref === 'string') return inOpenApi(definitions[$ref.replace('#/$defs/', '')], definitions);
  if (type === 'null') return NOTHING;
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, inOpenApi(value, definitions)]));
  return {
    ...(typeof type === 'string' && { type }),
    // The one form of a list of types that is published: something or nothing.
    ...(Array.isArray(type) && { type: (type as unknown[]).find((name) => name !== 'null'), nullable: true }),
    ...(only !== undefined && { enum: [only] }),
    ...inner,
  };
}
