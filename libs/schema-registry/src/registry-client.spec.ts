import { answeringServers, type Script } from '../spec/answering-server';
import { SchemaRegistryClient, subjectOf } from './registry-client';

const listen = answeringServers();
const schema = { type: 'object' };

async function clientOf(script: Script) {
  const server = await listen(script);
  return { server, client: new SchemaRegistryClient({ url: server.url }) };
}

describe('the client of the registry', () => {
  it("names a topic's subject after the topic", () => {
    expect(subjectOf('omninode.codegen.request.validate.v1')).toBe('omninode.codegen.request.validate.v1-value');
  });

  it('connects to nothing before it is asked', () => {
    expect(() => new SchemaRegistryClient({ url: 'http://127.0.0.1:1' })).not.toThrow();
    expect(() => new SchemaRegistryClient({ url: 'registry' })).toThrow(/must begin with http/);
  });

  it('asks once for an id by subject and schema, and remembers it when the registry is gone', async () => {
    const { server, client } = await clientOf(() => ({ body: { id: 7 } }));
    expect(await client.register('x-value', schema)).toBe(7);
    expect(await client.register('x-value', { type: 'object' })).toBe(7);
    await client.register('y-value', schema);
    await client.register('x-value', { type: 'array' });
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/subjects/x-value/versions',
      '/subjects/y-value/versions',
      '/subjects/x-value/versions',
    ]);
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({ schemaType: 'JSON', schema: '{"type":"object"}' });
    await server.stop();
    expect(await client.register('x-value', schema)).toBe(7);
    expect(await client.lookup('x-value', schema)).toBe(7);
    await expect(client.register('z-value', schema)).rejects.toMatchObject({ code: 'registry_unreachable' });
  });

  it('asks once for a schema by id', async () => {
    const body = { schemaType: 'JSON', schema: '{"type":"object"}' };
    const { server, client } = await clientOf(() => ({ body }));
    expect(await client.schemaById(7)).toEqual(schema);
    expect(await client.schemaById(7)).toEqual(schema);
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /schemas/ids/7']);
  });

  it('remembers no failure', async () => {
    let failed = false;
    const { client } = await clientOf(() => {
      if (failed) return { body: { id: 7 } };
      failed = true;
      return { status: 503 };
    });
    await expect(client.register('x-value', schema)).rejects.toMatchObject({ status: 503 });
    expect(await client.register('x-value', schema)).toBe(7);
  });

  it('says what is not there only where the registry says so', async () => {
    const { client } = await clientOf(() => ({ status: 404, body: { error_code: 40401, message: 'not found' } }));
    expect(await client.lookup('x-value', schema)).toBeUndefined();
    expect(await client.latest('x-value')).toBeUndefined();
    expect(await client.versions('x-value')).toEqual([]);
    const wrong = await clientOf(() => ({ status: 404, body: '<h1>Not Found</h1>' }));
    await expect(wrong.client.lookup('x-value', schema)).rejects.toMatchObject({ code: 'registry_refused' });
    await expect(wrong.client.versions('x-value')).rejects.toMatchObject({ code: 'registry_refused' });
  });

  it('takes a conflict for its own success when another worker has registered the same', async () => {
    const { client } = await clientOf(({ path }) =>
      path.endsWith('/versions') ? { status: 409, body: { error_code: 409 } } : { body: { id: 7 } },
    );
    expect(await client.register('x-value', schema)).toBe(7);
  });

  it('compares with the latest version or a given one', async () => {
    const body = { is_compatible: false, messages: ['type changed', 3] };
    const { server, client } = await clientOf(() => ({ body }));
    expect(await client.testCompatibility('x-value', schema)).toEqual({ compatible: false, reasons: ['type changed'] });
    await client.testCompatibility('x-value', schema, 3);
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/compatibility/subjects/x-value/versions/latest?verbose=true',
      '/compatibility/subjects/x-value/versions/3?verbose=true',
    ]);
  });

  it('sets the compatibility of a subject', async () => {
    const { server, client } = await clientOf(() => ({ body: { compatibility: 'FULL' } }));
    await client.setCompatibility('x-value', 'FULL');
    expect(server.asked).toMatchObject([{ method: 'PUT', path: '/config/x-value', body: '{"compatibility":"FULL"}' }]);
  });

  it.each([null, [], {}, { id: '7' }, { id: 1.5 }, 'seven'])('takes no id out of %j', async (body) => {
    const { client } = await clientOf(() => ({ body: JSON.stringify(body) }));
    await expect(client.register('x-value', schema)).rejects.toMatchObject({ code: 'registry_garbled' });
  });

  it.each([
    [{ schema: '"string"' }, 'schema_invalid'],
    [{ schemaType: 'PROTOBUF', schema: 'syntax = "proto3";' }, 'schema_invalid'],
    [{ schemaType: 'JSON', schema: 'x' }, 'registry_garbled'],
    [{ schemaType: 'JSON', schema: 'true' }, 'registry_garbled'],
    [{ schemaType: 'JSON' }, 'registry_garbled'],
    [[], 'registry_garbled'],
  ])('takes no JSON Schema out of %j', async (body, code) => {
    const { client } = await clientOf(() => ({ body }));
    await expect(client.schemaById(7)).rejects.toMatchObject({ code });
  });

  it.each([{}, [{}], ['1'], null])('takes no versions and no verdict out of %j', async (body) => {
    const { client } = await clientOf(() => ({ body: JSON.stringify(body) }));
    await expect(client.versions('x-value')).rejects.toMatchObject({ code: 'registry_garbled' });
    await expect(client.latest('x-value')).rejects.toMatchObject({ code: 'registry_garbled' });
    await expect(client.testCompatibility('x-value', schema)).rejects.toMatchObject({ code: 'registry_garbled' });
  });
});
