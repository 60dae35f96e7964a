import * as contracts from '#contracts';
import { isObject, schemaDefinitions, type JsonObject } from '#contracts';
import { compare } from './compare';
import { versionStep } from './version-step';

const definitions = schemaDefinitions();
/** Other tests of this process have declared schemas too. */
const names = Object.keys(definitions).filter((name) => name in contracts);

function document(name: string, change: (schema: JsonObject) => object = (schema) => schema) {
  const schema = definitions[name];
  if (!isObject(schema)) throw new Error(`no schema ${name}`);
  return { $ref: `#/definitions/${name}`, definitions: { ...used(schema), [name]: change(schema) } };
}

/** The definitions a schema leads to. */
function used(schema: unknown, found: Record<string, unknown> = {}): Record<string, unknown> {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/#\/definitions\/(\w+)/g)) {
    if (Object.hasOwn(found, name)) continue;
    found[name] = definitions[name];
    used(definitions[name], found);
  }
  return found;
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isObject(schema['properties']) ? schema['properties'] : {};
}

function rules(older: unknown, newer: unknown) {
  return compare(older, newer, { direction: 'full', policy: 'tolerant' }).findings.map(({ rule }) => rule);
}

/** Structurally equal, but nowhere the same keyword list: nothing may be concluded from looking alike. */
function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewritten);
  if (!isObject(value)) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, rewritten(part)]);
  const schema = Object.fromEntries(parts) as JsonObject;
  return 'type' in schema && typeof schema['type'] === 'string'
    ? { allOf: [{ ...schema, minContains: 1 }, {}] }
    : schema;
}

describe.each(names)('our own schema %s', (name) => {
  it('goes with itself, also when it is written differently', () => {
    expect(versionStep(document(name), document(name))).toBe('none');
    const other = { $ref: `#/definitions/${name}`, definitions: rewritten(document(name).definitions) };
    expect(compare(document(name), other, { direction: 'full', policy: 'strict' }).findings).toEqual([]);
  });

  it('may gain an optional member, not a required one', () => {
    const added = { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] };
    const optional = document(name, (schema) => ({ ...schema, properties: { ...propertiesOf(schema), added } }));
    const required = document(name, (schema) => ({
      ...schema,
      properties: { ...propertiesOf(schema), added },
      required: [...((schema['required'] as string[] | undefined) ?? []), 'added'],
    }));
    expect(versionStep(document(name), optional)).toBe('minor');
    expect(rules(document(name), required)).toEqual(['property_required_added']);
  });

  it('is changed decidedly in every member', () => {
    const members = Object.keys(propertiesOf(definitions[name] as JsonObject));
    const never = { const: { never: 'seen' } };
    const changed = document(name, (schema) => ({
      ...schema,
      properties: Object.fromEntries(members.map((member) => [member, never])),
    }));
    const { findings } = compare(document(name), changed, { direction: 'backward', policy: 'tolerant' });
    const places = findings.map(({ pointer }) => pointer.split('/')[4]);
    expect(new Set(places)).toEqual(new Set(members));
    expect(findings.map(({ rule }) => rule)).not.toContain('undecided');
  });
});
