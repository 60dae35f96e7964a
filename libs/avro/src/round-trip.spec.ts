import * as fc from 'fast-check';
import { CATALOG, type JsonObject } from '#contracts';
import { compileSchema } from './compile-schema';
import { messageSchemaOf } from './message-schema';
import { avroWriter } from './write-avro';

/** Every topic of the catalog, with what may be on it. */
const TOPICS = CATALOG.filter(({ places }) => places.some(({ style }) => style !== 'nats')).flatMap((entry) =>
  entry.places.map(({ name }) => ({ topic: name.replaceAll('{env}', 'dev'), entry })),
);

function throughAvro(topic: string): (value: JsonObject) => unknown {
  const { schema } = messageSchemaOf(topic) ?? { schema: 'null' };
  const [write, read] = [avroWriter(schema), compileSchema(JSON.stringify(schema))];
  return (value) => {
    const parsed = read(write(value));
    return parsed.ok ? parsed.value : parsed.refusal;
  };
}

describe('a message through Avro and back', () => {
  it.each(TOPICS.map(({ topic, entry }) => [topic, entry] as const))('is the same: %s', (topic, { sample }) => {
    const through = throughAvro(topic);
    const message = { event_id: 'e', source: { service: 's' }, priority: 5, session_id: null, payload: sample };
    for (const value of [sample, message, { ...message, payload: 'text' }, {}]) expect(through(value)).toEqual(value);
  });

  it('is the same whatever it says, also where it breaks its schema', () => {
    const through = throughAvro('omninode.bridge.request.stamp.v1');
    const names = fc.constantFrom('event_id', 'payload', 'content', 'metadata', 'other_properties', 'x-y', 'ä');
    const value = fc.dictionary(
      names,
      fc.jsonValue({ maxDepth: 4 }).map((json) => JSON.parse(JSON.stringify(json)) as unknown),
    );
    fc.assert(
      fc.property(value, (message) => {
        expect(through(message)).toEqual(message);
      }),
    );
  });

  it.each([
    ['a text that is half a surrogate pair', { payload: { content: '\ud800' } }],
    [
      'names of Object.prototype',
      JSON.parse('{"__proto__":1,"payload":{"constructor":{"__proto__":[]}}}') as JsonObject,
    ],
    ['whole numbers where fractions are meant, and the reverse', { event_id: 1, payload: { content: 0.5 } }],
    ['the largest whole number', { payload: { version: 9_007_199_254_740_991, content: -9_007_199_254_740_991 } }],
    ['null where something should be', { payload: null, correlation_id: null }],
  ])('is the same with %s', (_what, value) => {
    const through = throughAvro('omninode.bridge.request.stamp.v1')(value);
    expect(JSON.stringify(through)).toHaveLength(JSON.stringify(value).length);
    expect(through).toEqual(value);
  });
});
