import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '#contracts';

const EVENTS = join(__dirname, '../../schemas/events');

interface Shape {
  readonly properties: Readonly<Record<string, { readonly description?: string }>>;
}

/** The payload of a schema and the types inside it, by name. */
function shapesIn(file: string): readonly (readonly [string, Shape])[] {
  const schema = JSON.parse(readFileSync(join(EVENTS, file), 'utf8')) as Shape & {
    readonly title: string;
    readonly $defs?: Readonly<Record<string, Shape>>;
  };
  return [[schema.title, schema], ...Object.entries(schema.$defs ?? {})];
}

it('no property in the catalog is without a description', () => {
  const files = readdirSync(EVENTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const shapes = new Map(files.flatMap(shapesIn));
  const members = [...shapes].flatMap(([name, { properties }]) =>
    Object.entries(properties).map(([member, rule]) => ({ member: `${name}.${member}`, rule })),
  );
  expect(members.length).toBeGreaterThan(500);
  const without = members.filter(({ rule }) => !isObject(rule) || typeof rule.description !== 'string');
  expect(without.map(({ member }) => member)).toEqual([]);
});
