import { randomUUID } from 'node:crypto';
import { registerAll, SchemaRegistryClient, subjectOf, type JsonSchema } from '#schema-registry';
import { onRegistry } from './on-registry';

const quiet = { info: (): void => undefined, warn: (): void => undefined };

/** Draft 7: the drafts after it are stored by every registry but not compared by every one. */
function draft7(properties: JsonSchema, required: readonly string[]): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties, required };
}

const stamp: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'omninode.test.request.stamp.v1',
  type: 'object',
  $defs: { hash: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
  properties: { content: { type: 'string', description: 'Zeichen: äöü ✓' }, file_hash: { $ref: '#/$defs/hash' } },
  required: ['content'],
};

onRegistry('the client of the schema registry', ({ url }) => {
  const newClient = (): SchemaRegistryClient => new SchemaRegistryClient({ url: url() });
  const newSubject = (): string => subjectOf(`omninode.test.request.t${randomUUID()}.v1`);

  it('registers a schema once, however often and by whomever it is asked', async () => {
    const subject = newSubject();
    const client = newClient();
    const id = await client.register(subject, stamp);
    expect(await client.register(subject, stamp)).toBe(id);
    expect(await newClient().register(subject, stamp)).toBe(id);
    expect(await client.versions(subject)).toEqual([1]);
  });

  it('gives eight workers that start together one id', async () => {
    const subject = newSubject();
    const ids = await Promise.all(Array.from({ length: 8 }, () => newClient().register(subject, stamp)));
    expect(new Set(ids).size).toBe(1);
  });

  it('finds what is registered, and only that', async () => {
    const subject = newSubject();
    const client = newClient();
    expect(await client.lookup(subject, stamp)).toBeUndefined();
    expect(await client.latest(subject)).toBeUndefined();
    expect(await client.versions(subject)).toEqual([]);
    const id = await client.register(subject, stamp);
    expect(await newClient().lookup(subject, stamp)).toBe(id);
    expect(await newClient().lookup(subject, { ...stamp, title: 'another' })).toBeUndefined();
    expect(await client.latest(subject)).toEqual({ subject, version: 1, id, schema: stamp });
    expect(await newClient().schemaById(id)).toEqual(stamp);
  });

  it('says which id is unknown', async () => {
    await expect(newClient().schemaById(2_000_000_000)).rejects.toMatchObject({
      code: 'registry_refused',
      errorCode: 40403,
      message: expect.stringContaining('reading schema 2000000000: '),
    });
  });

  it('refuses a change that breaks the compatibility of the subject', async () => {
    const subject = newSubject();
    const client = newClient();
    await client.register(subject, draft7({ content: { type: 'string' } }, ['content']));
    await client.setCompatibility(subject, 'BACKWARD');
    const optional = draft7({ content: { type: 'string' } }, []);
    const broken = draft7({ content: { type: 'integer' } }, ['content', 'namespace']);
    expect(await client.testCompatibility(subject, optional)).toMatchObject({ compatible: true });
    expect(await client.testCompatibility(subject, broken)).toMatchObject({ compatible: false });
    await expect(client.register(subject, broken)).rejects.toMatchObject({ code: 'schema_incompatible', status: 409 });
    await client.register(subject, optional);
    expect(await client.versions(subject)).toEqual([1, 2]);
  });

  it('finds nothing to object to a first schema', async () => {
    expect(await newClient().testCompatibility(newSubject(), stamp)).toEqual({ compatible: true, reasons: [] });
  });

  it('refuses what is no JSON Schema', async () => {
    await expect(newClient().register(newSubject(), { type: 12 })).rejects.toMatchObject({ code: 'schema_invalid' });
  });

  it('registers many and says what became of each', async () => {
    const subjects = Array.from({ length: 12 }, newSubject);
    const [first = '', second = ''] = subjects;
    await newClient().register(second, stamp);
    const schemas = subjects.map((subject) => ({ subject, schema: subject === first ? { type: 12 } : stamp }));
    const registrations = await registerAll(newClient(), schemas, quiet);
    expect(registrations.map(({ subject }) => subject)).toEqual(subjects);
    expect(registrations.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'unchanged',
      ...Array.from({ length: 10 }, () => 'created'),
    ]);
    expect(registrations[0]).toMatchObject({ code: 'schema_invalid' });
    const again = await registerAll(newClient(), schemas.slice(1), quiet);
    expect(again).toEqual(registrations.slice(1).map((registration) => ({ ...registration, outcome: 'unchanged' })));
  });
});
