import { frame, unframe, type AnyOutboundRecord } from '#contracts';
import { SchemaRegistryClient } from '#schema-registry';
import { answeringServers, type Answer, type Asked } from '../../schema-registry/spec/answering-server';
import { compileSchema } from './compile-schema';
import { messageSchemaOf } from './message-schema';
import { RegisteredValues } from './registered-values';
import { avroWriter } from './write-avro';

const listen = answeringServers();
const TOPIC = 'omninode.bridge.request.stamp.v1';
const { schema } = messageSchemaOf(TOPIC)!;
const VALUE = { payload: { content: 'x' } };

const SCHEMAS: Readonly<Record<string, Answer>> = {
  7: { body: { schema: JSON.stringify(schema) } },
  8: { body: { schemaType: 'JSON', schema: '{}' } },
  9: { body: { schema: '{"type":"object"}' } },
};
const ABSENT: Answer = { status: 404, body: { error_code: 40403, message: 'none' } };
const byId = ({ path }: Asked): Answer => SCHEMAS[path.split('/').at(-1) ?? ''] ?? ABSENT;

async function valuesAt(answer: (asked: Asked) => Answer, isAvro = (_topic: string): boolean => false) {
  const server = await listen(answer);
  const warnings: object[] = [];
  const log = { warn: (facts: object) => void warnings.push(facts) };
  const values = new RegisteredValues({ registry: new SchemaRegistryClient({ url: server.url }), isAvro, log });
  return { ...server, values, warnings };
}

describe('values whose schema is in a registry', () => {
  it('are read once the schema is known, for which one question is enough', async () => {
    const { asked, values } = await valuesAt(byId);
    const value = frame(7, avroWriter(schema)(VALUE));
    const both = await Promise.all([values.read(value), values.read(value)]);
    for (const parsed of both) expect(parsed).toMatchObject({ ok: true, value: VALUE });
    expect(values.read(value)).toMatchObject({ ok: true, value: VALUE });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [5, { refusal: { code: 'unknown_schema', message: 'the registry has no schema 5' } }],
    [9, { refusal: { code: 'unusable_schema', message: 'schema 9 cannot be used: it is not an Avro schema' } }],
  ])('are refused by schema %i, at once when it comes again', async (id, refused) => {
    const { asked, values } = await valuesAt(byId);
    expect(await values.read(frame(id, Buffer.from([2])))).toMatchObject(refused);
    expect(values.read(frame(id, Buffer.from([4])))).toMatchObject(refused);
    expect(asked).toHaveLength(1);
  });

  it('are what they are where the schema is not Avro, and where there is none', async () => {
    const { values } = await valuesAt(byId);
    expect(await values.read(frame(8, Buffer.from('{')))).toBeNull();
    expect(values.read(frame(8, Buffer.from('{')))).toBeNull();
    expect(values.read(Buffer.from([0, 0, 0]))).toBeNull();
  });

  it('cannot be read while the registry is away, and can when it is back', async () => {
    let isAway = true;
    const { values } = await valuesAt((asked) => (isAway ? { status: 503 } : byId(asked)));
    const value = frame(7, avroWriter(schema)(VALUE));
    await expect(values.read(value)).rejects.toMatchObject({ transient: true });
    await expect(values.probe()).rejects.toMatchObject({ transient: true });
    isAway = false;
    expect(await values.read(value)).toMatchObject({ ok: true });
  });
});

describe('writing records', () => {
  const record = {
    topic: TOPIC,
    key: 'k',
    value: JSON.stringify(VALUE),
    headers: { content_type: 'application/json' },
  };
  const read = ({ value }: AnyOutboundRecord): unknown => {
    const framed = unframe(value as Buffer);
    const parsed = compileSchema(JSON.stringify(schema))(framed?.body ?? Buffer.alloc(0));
    return [framed?.schemaId, parsed.ok && parsed.value];
  };

  it('in Avro registers the schema under a subject of its own, once', async () => {
    const { asked, values } = await valuesAt(() => ({ body: { id: 12 } }));
    const written = await Promise.all([
      values.write({ ...record, format: 'avro' }),
      values.write({ ...record, format: 'avro' }),
    ]);
    for (const one of written) {
      expect(one).toMatchObject({ key: 'k', headers: { content_type: 'avro/binary' } });
      expect(read(one)).toEqual([12, VALUE]);
    }
    expect(read(values.write({ ...record, format: 'avro' }) as AnyOutboundRecord)).toEqual([12, VALUE]);
    expect(asked.map(({ path }) => path)).toEqual([`/subjects/${TOPIC}-${TOPIC}.Message/versions`]);
  });

  it('leaves those alone that are to be JSON, and those that are exact', async () => {
    const { asked, values } = await valuesAt(
      () => ({ status: 500 }),
      (topic) => topic === 'other',
    );
    const exact = { topic: 'other', key: null, value: Buffer.from('x'), rawHeaders: Buffer.alloc(0) };
    expect([values.write(record), values.write(exact)]).toEqual([record, exact]);
    expect(asked).toEqual([]);
  });

  it('writes JSON where the registry will not have the schema, and says so once', async () => {
    const { asked, values, warnings } = await valuesAt(
      () => ({ status: 422, body: { error_code: 42201 } }),
      () => true,
    );
    expect([await values.write(record), values.write(record)]).toEqual([record, record]);
    expect([asked.length, warnings.length]).toEqual([1, 1]);
  });

  it('waits for a registry that is away', async () => {
    const { values } = await valuesAt(
      () => ({ status: 503 }),
      () => true,
    );
    await expect(values.write(record)).rejects.toMatchObject({ transient: true });
  });
});
