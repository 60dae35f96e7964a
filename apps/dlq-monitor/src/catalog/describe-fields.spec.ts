import { describeFields } from './describe-fields';

const ref = (name: string) => ({ type: 'object', $ref: `#/definitions/${name}` });
const schema = (properties: object, required: readonly string[] = []) => ({ type: 'object', properties, required });

const told = (properties: object, others: object = {}) =>
  describeFields('Payload', { ...others, Payload: schema(properties) }).map(({ path, type }) => [path, type]);

describe('fields', () => {
  it('are required where the schema says so', () => {
    const definitions = { Payload: schema({ a: { type: 'string' }, b: { type: 'string' } }, ['b']) };
    expect(describeFields('Payload', definitions).map(({ required }) => required)).toEqual([false, true]);
  });

  it('are followed by the fields below them, in objects and lists', () => {
    const Item = schema({ code: { type: 'string' } });
    expect(told({ one: ref('Item'), many: { type: 'array', items: ref('Item') } }, { Item })).toEqual([
      ['one', 'object'],
      ['one.code', 'string'],
      ['many', 'list of objects'],
      ['many[].code', 'string'],
    ]);
  });

  it('say that they may be null, with the rules of the other choice', () => {
    const anyOf = [{ type: 'integer', minimum: 0 }, { type: 'null' }];
    expect(describeFields('Payload', { Payload: schema({ a: { anyOf } }) })).toEqual([
      { path: 'a', name: 'a', depth: 0, required: false, type: 'integer or null', rules: ['at least 0'] },
    ]);
  });

  it('tell what the schema they hold demands of its members together', () => {
    const Either = { ...schema({ a: {}, b: {} }), anyOf: [{ required: ['a'] }, { required: ['b'] }] };
    const [field] = describeFields('Payload', { Payload: schema({ one: ref('Either') }), Either });
    expect(field?.rules).toEqual(['a or b is required']);
  });

  it('keep their description', () => {
    const definitions = { Payload: schema({ a: { type: 'string', description: 'Who sends it.' } }) };
    expect(describeFields('Payload', definitions)).toMatchObject([{ description: 'Who sends it.', rules: [] }]);
  });

  it('of a schema that holds itself are told once', () => {
    const Node = schema({ name: { type: 'string' }, parent: ref('Node') });
    expect(told({ node: ref('Node') }, { Node }).map(([path]) => path)).toEqual(['node', 'node.name', 'node.parent']);
  });

  it('whose type is open are anything', () => {
    expect(told({ a: {}, b: { type: 'array', items: {} }, c: { type: 'array' }, d: true })).toEqual([
      ['a', 'anything'],
      ['b', 'list of anything'],
      ['c', 'list'],
      ['d', 'anything'],
    ]);
  });
});
