import { isObject } from '#contracts';

/**
 * A reference that may be `null` instead, so that validators take it: where `nullable` stands beside `allOf`, the schema
 * that is referred to would refuse the `null` (OpenAPI 3.0.3, clarification of `nullable`).
 */
export function nullableReferences<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(nullableReferences) as Part;
  if (!isObject(part)) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, nullableReferences(value)]));
  const { nullable, allOf, type: _type, ...rest } = inner;
  if (nullable !== true || !Array.isArray(allOf)) return inner as Part;
  return { ...rest, anyOf: [...(allOf as unknown[]), { type: 'object', enum: [null], nullable: true }] } as Part;
}
