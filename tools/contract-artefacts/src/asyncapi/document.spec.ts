import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  CATALOG,
  ROUTES,
  WORKERS,
  deadLetterTopics,
  encodeRequest,
  entryOf,
  isObject,
  topicCatalog,
  type CatalogEntry,
  type JsonObject,
} from '#contracts';
import { committedFile } from '../committed-file.fixture';
import { schemaId, schemaPath } from '../event-schema';
import { channelName } from './wire';

interface Channel extends JsonObject {
  readonly address: string;
  readonly messages: Readonly<Record<string, { readonly $ref: string }>>;
}

interface Operation extends JsonObject {
  readonly action: string;
  readonly channel: { readonly $ref: string };
  readonly reply?: { readonly channel: { readonly $ref: string } };
}

interface Document {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: JsonObject }>>;
    readonly schemas: Readonly<Record<string, JsonObject>>;
  };
}

const text = committedFile('schemas/asyncapi.yaml');
const document = parse(text) as Document;
const { channels, operations, components } = document;

function at(pointer: string): unknown {
  const steps = pointer.slice('#/'.length).split('/');
  return steps.reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), document);
}

function refsIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

/** Knows the schema files by their ids, which the document names by their paths. */
const ajv = new Ajv2020({ strict: false });
for (const entry of CATALOG) ajv.addSchema(JSON.parse(committedFile(schemaPath(entry))) as object);

function conforms(schema: JsonObject, value: unknown): boolean {
  const byId = CATALOG.reduce(
    (json, entry) => json.replaceAll(`"./${schemaPath(entry).slice('schemas/'.length)}"`, `"${schemaId(entry)}"`),
    JSON.stringify({ ...schema, components: { schemas: components.schemas } }),
  );
  return ajv.validate(JSON.parse(byId) as object, value);
}

describe('the AsyncAPI document', () => {
  it('is valid AsyncAPI 3.0', () => {
    const specification = require('@asyncapi/specs/schemas/3.0.0.json') as object;
    // The specification brings the meta-schema it is written in.
    const checker = addFormats(new Ajv({ strict: false, meta: false, validateSchema: false, allErrors: true }));
    const valid = checker.compile(specification);
    expect({ valid: valid(document), errors: valid.errors }).toEqual({ valid: true, errors: null });
    expect(valid({ ...document, channels: { topic: { adress: 'topic' } } })).toBe(false);
  });

  it('refers only to what exists', () => {
    const refs = new Set(refsIn(document));
    expect(refs.size).toBeGreaterThan(CATALOG.length);
    for (const ref of refs) {
      if (ref.startsWith('#/')) expect({ ref, found: at(ref) !== undefined }).toEqual({ ref, found: true });
      else expect(committedFile(join('schemas', ref))).toContain('$id');
    }
  });

  it('has one channel for every topic in every style, with all its entries, and no others', () => {
    const wanted = new Map<string, string[]>();
    for (const { name, places } of CATALOG) {
      for (const place of places) wanted.set(place.name, [...(wanted.get(place.name) ?? []), name]);
    }
    const found = Object.values(channels).map(({ address, messages }) => [address, Object.keys(messages)]);
    expect(found).toEqual([...wanted]);
  });

  it('gives topics the figures they are created with', () => {
    for (const { name, partitions, config } of topicCatalog()) {
      const channel = Object.values(channels).find(({ address }) => address.replaceAll('{env}', 'dev') === name);
      const figures = Object.entries(config).map(([key, value]) => {
        if (key === 'cleanup.policy') return [key, [value]];
        return [key, key === 'compression.type' ? value : Number(value)];
      });
      expect(channel?.['bindings']).toEqual({
        kafka: { partitions, topicConfiguration: Object.fromEntries(figures) as object, bindingVersion: '0.5.0' },
      });
    }
  });
});

describe('its operations', () => {
  const topicOf = (name: string, action: string, topic: string): string =>
    `${name}.${action}.${channelName({ style: '', name: topic })}`;
  const patternOf = (topic: string): string =>
    CATALOG.flatMap(({ places }) => places).find(({ name }) => name.replaceAll('{env}', 'dev') === topic)?.name ??
    topic;

  it('have every request of ours received and answered where its style answers', () => {
    for (const { request, response, environment } of ROUTES) {
      if (environment !== null && environment !== 'dev') continue;
      const names = WORKERS.map((worker) => topicOf(worker, 'receive', patternOf(request)));
      const found = names.flatMap((name) => operations[name] ?? []);
      expect({ request, receivers: found.length }).not.toEqual({ request, receivers: 0 });
      for (const { reply } of found) {
        expect(reply?.channel).toEqual({ $ref: `#/channels/${channelName({ style: '', name: patternOf(response) })}` });
      }
    }
  });

  it('have every dead letter of ours sent by a worker and received by the monitor', () => {
    for (const topic of deadLetterTopics().map(patternOf)) {
      if (topic.startsWith('staging.') || topic.startsWith('prod.')) continue;
      expect(operations).toHaveProperty([topicOf('dlq-monitor', 'receive', topic)]);
      expect(WORKERS.some((worker) => operations[topicOf(worker, 'send', topic)] !== undefined)).toBe(true);
    }
  });
});

describe('its messages', () => {
  const origin = {
    service: 'cli',
    version: '0.1.0',
    instanceId: 'cli-1',
    hostname: 'here',
    now: () => new Date(0),
    newId: () => '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d',
  };

  function requestOn(address: string, payload: JsonObject): unknown {
    const topic = address.replaceAll('{env}', 'dev');
    const route = ROUTES.find(({ request }) => request === topic);
    if (route === undefined) return undefined;
    const { operation, style } = route;
    const { value } = encodeRequest({ operation, style, correlationId: 'abc-123', payload }, origin);
    return JSON.parse(value.toString()) as unknown;
  }

  const requests = Object.values(channels).filter(({ address }) => requestOn(address, {}) !== undefined);

  it.each(requests.map((channel) => [channel.address, channel] as const))(
    'on %s are what a client of that style sends',
    (address, { messages }) => {
      for (const [name, { $ref }] of Object.entries(messages)) {
        const { sample, invalid } = entryOf(name) as CatalogEntry;
        const { payload: schema } = at($ref) as { readonly payload: JsonObject };
        expect(conforms(schema, requestOn(address, sample))).toBe(true);
        for (const { payload, why } of invalid) {
          const accepted = conforms(schema, requestOn(address, payload as JsonObject));
          expect({ why, accepted }).toEqual({ why, accepted: false });
        }
      }
    },
  );

  it('have envelopes that their examples fit', () => {
    const envelopes = Object.entries(components.schemas).filter(([name]) => name.startsWith('envelope.'));
    expect(envelopes.length).toBeGreaterThan(5);
    for (const [name, schema] of envelopes) {
      const [example] = schema['examples'] as readonly unknown[];
      expect({ name, fits: conforms(schema, example) }).toEqual({ name, fits: true });
      expect(Object.keys(schema['properties'] as object).length).toBeGreaterThan(3);
    }
  });

  it('have the headers our encoders write', () => {
    expect(components.schemas['headers.reply']).toMatchObject({
      properties: { 'x-error-code': { enum: expect.arrayContaining(['invalid_payload']) as unknown } },
      required: ['event_id', 'event_type', 'correlation_id', 'content_type'],
    });
    expect(components.schemas['headers.deadLetter']?.['required']).toEqual(
      expect.arrayContaining(['original_topic', 'original_offset', 'error_category', 'retry_count']),
    );
    expect(components.schemas['headers.nats']).toHaveProperty(['properties', 'Nats-Msg-Id']);
  });
});
