import { ORIGIN, bodyOf } from '../spec/fixtures';
import { CATALOG, decodeRequest, entryOf, entryOfTopic } from './contracts';
import type { CatalogEntry, Place } from './catalog/catalog-entry';
import { encodeEntry, envelopeFaultsOf, eventTypeAt, faultsOf, type EntryParts } from './encode-entry';
import { envelopeAt } from './catalog/envelope-at';
import { formOf } from './envelope-form';
import type { JsonObject } from './json';
import { messageOf } from './message';

const CORRELATION = '0a1b2c3d-0000-4000-8000-000000000002';
const ON_KAFKA = CATALOG.filter(({ domain }) => domain !== 'nats');

function entryNamed(name: string): CatalogEntry {
  const entry = entryOf(name);
  if (entry === undefined) throw new Error(`no ${name}`);
  return entry;
}

function partsOf(entry: CatalogEntry, place: Place | undefined, payload: JsonObject = entry.sample): EntryParts {
  if (place === undefined) throw new Error(`${entry.name} is nowhere`);
  return { entry, place, correlationId: CORRELATION, sessionId: 's-1', payload };
}

const first = (name: string, payload?: JsonObject) => {
  const entry = entryNamed(name);
  return encodeEntry(partsOf(entry, entry.places[0], payload), ORIGIN);
};

describe('encodeEntry', () => {
  it.each(ON_KAFKA.flatMap((entry) => entry.places.map((place) => [entry.name, place.style, entry, place] as const)))(
    'writes %s (%s) on the topic and in the envelope of its place',
    (_name, _style, entry, place) => {
      const parts = partsOf(entry, place);
      const record = encodeEntry(parts, ORIGIN);
      expect(record.topic).not.toContain('{');
      expect(envelopeFaultsOf(parts, record)).toEqual([]);
      const body = bodyOf(record);
      const form = envelopeAt(entry, place);
      if (form !== 'flat') expect(formOf(body)).toBe(form);
      const type = eventTypeAt(entry, record.topic, form);
      expect([entry, undefined]).toContain(entryOfTopic(record.topic, type));
      expect(record.key === null).toBe(entry.key === null || entry.pattern === 'dlq');
    },
  );

  it('writes a request that its worker takes', () => {
    for (const { name, pattern } of CATALOG) {
      if (pattern !== 'request') continue;
      const { topic, key, value } = first(name);
      const record = { topic, partition: 0, offset: '0', timestamp: 0, headers: {} };
      const decoded = decodeRequest(messageOf({ ...record, key: Buffer.from(String(key)), value: Buffer.from(value) }));
      expect({ name, kind: decoded.kind }).toEqual({ name, kind: 'request' });
    }
  });

  it('takes the key from where the payload has it', () => {
    expect(first('search.event.document_indexed').key).toBe('docs/price-service.md');
    expect(first('hooks.event.service_lifecycle_stopped', { service_info: { instance_id: 'a-1' } }).key).toBe('a-1');
    expect(first('bridge.event.performance_metrics').key).toBe(ORIGIN.instanceId);
    expect(first('hooks.event.tool_execution_completed').key).toBeNull();
    expect(first('codegen.status.session', { status: 'processing' }).key).toBe('s-1');
  });

  it('says id and type of an event in its headers', () => {
    const { headers, value } = first('onex.event.node_started');
    const { event_id } = JSON.parse(String(value)) as JsonObject;
    expect(headers).toEqual({ event_id, event_type: 'omninode.onex.event.node_started.v1' });
  });
});

describe('faultsOf', () => {
  it('finds none in the samples of the catalog', () => {
    for (const entry of CATALOG) expect(faultsOf({ entry, payload: entry.sample })).toEqual([]);
  });

  it('says what is wrong with a payload', () => {
    // What is wrong with a request can be a name it goes by elsewhere.
    for (const entry of ON_KAFKA.filter(({ pattern }) => pattern !== 'request')) {
      for (const { payload, path } of entry.invalid) {
        const found = faultsOf({ entry, payload: payload as JsonObject }).map((fault) => fault.path);
        expect({ name: entry.name, found }).toEqual({ name: entry.name, found: expect.arrayContaining([path]) });
      }
    }
  });

  it('knows the other names of what a request asks', () => {
    const entry = entryNamed('codegen.request.validate');
    expect(faultsOf({ entry, payload: { code: 'class Test: pass' } })).toEqual([]);
  });
});

it('refuses a hook event with a correlation id that is none', () => {
  const entry = entryNamed('hooks.event.configuration_updated');
  const parts = { ...partsOf(entry, entry.places[0]), correlationId: 'abc-123' };
  expect(envelopeFaultsOf(parts, encodeEntry(parts, ORIGIN))).toMatchObject([{ path: '/correlation_id' }]);
});
