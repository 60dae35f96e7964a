import { CATALOG, isObject, schemaDefinitions } from '#contracts';
import { describeCatalog } from './describe-catalog';

const definitions = schemaDefinitions();
const { entries } = describeCatalog();

/** Names of the members of a schema, and of all schemas below it, found without the code under test. */
function memberNames(schema: unknown, seen: Set<unknown> = new Set()): string[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, properties, items, anyOf } = schema;
  const below = [
    ...(typeof $ref === 'string' ? [definitions[$ref.replace('#/definitions/', '')]] : []),
    ...(isObject(properties) ? Object.values(properties) : []),
    ...(Array.isArray(anyOf) ? anyOf : []),
    items,
  ];
  const own = isObject(properties) ? Object.keys(properties) : [];
  return [...own, ...below.flatMap((one: unknown) => memberNames(one, seen))];
}

describe('the described catalog', () => {
  it('has every entry once, in the order of the catalog, with all that the catalog says of it', () => {
    expect(entries.map(({ name }) => name)).toEqual(CATALOG.map(({ name }) => name));
    for (const [index, { payload, ...said }] of CATALOG.entries()) {
      expect(entries[index]).toMatchObject({ ...said, payload: payload.name });
    }
  });

  it('has every field of every schema', () => {
    for (const { payload } of CATALOG) {
      const described = entries.find((entry) => entry.payload === payload.name)?.fields.map(({ name }) => name);
      const declared = memberNames(definitions[payload.name]);
      expect({ payload: payload.name, fields: new Set(described) }).toEqual({
        payload: payload.name,
        fields: new Set(declared),
      });
    }
  });

  it('gives every field its own path and puts it below the one it is part of', () => {
    for (const { fields } of entries) {
      expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
      for (const [index, { path, depth }] of fields.entries()) {
        expect(path.split('.').length - 1).toBe(depth);
        if (depth > 0) expect(fields[index - 1]?.depth).toBeGreaterThanOrEqual(depth - 1);
      }
    }
  });

  it('tells what is demanded of the fields together', () => {
    const analyze = entries.find(({ payload }) => payload === 'AnalyzeRequest');
    expect(analyze?.rules).toEqual(['prd_content or code_content is required']);
  });

  it('knows the way back from an answer to its request', () => {
    const answer = entries.find(({ name }) => name === 'codegen.response.validate');
    expect(answer?.answers).toEqual(['codegen.request.validate']);
  });

  it('names the others on a shared topic, and nobody elsewhere', () => {
    const shared = entries.find(({ name }) => name === 'hooks.event.proxy_cache_hit');
    expect(shared?.sharesTopicWith).toEqual(['hooks.event.proxy_cache_miss']);
    expect(entries.find(({ name }) => name === 'codegen.request.validate')?.sharesTopicWith).toEqual([]);
  });

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(describeCatalog()))).toEqual(describeCatalog());
  });
});
