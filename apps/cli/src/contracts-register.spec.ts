import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registerContracts, type RegisterContracts } from './contracts-register';
import { keptSession } from './session.fixture';

const known = ['POST /subjects/known-value'];
const schema = { type: 'object' };
const schemas = ['new-value', 'known-value', 'bad-value'].map((subject) => ({ subject, schema }));

const asked: string[] = [];
/** A registry that knows one schema, takes one and refuses one. */
const server = createServer((request, response) => {
  const question = `${request.method} ${request.url}`;
  asked.push(question);
  const [status, body] = question.includes('bad-value')
    ? [422, { error_code: 42201, message: 'un\u001b[31mreadable' }]
    : question.endsWith('/versions') || known.includes(question) || question.startsWith('PUT')
      ? [200, { id: 7 }]
      : [404, { error_code: 40401 }];
  response.writeHead(status).end(JSON.stringify(body));
});

let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function run(what: Partial<RegisterContracts>, json = false) {
  const { session, printed } = keptSession(json);
  asked.length = 0;
  const code = await registerContracts({ registry: { url }, schemas, ...what }, session);
  return { code, printed: printed() };
}

describe('omni contracts register', () => {
  it('shows what became of each schema and says no when one was refused', async () => {
    const { code, printed } = await run({});
    expect(printed.split('\n')).toEqual([
      'created    new-value    id 7',
      'unchanged  known-value  id 7',
      'refused    bad-value    looking up bad-value: un [31mreadable (HTTP 422, error code 42201)',
      '',
      '3 schemas: 1 created, 1 unchanged, 1 refused',
    ]);
    expect(code).toBe(1);
  });

  it('says yes when nothing was refused', async () => {
    expect((await run({ schemas: schemas.slice(0, 2) })).code).toBe(0);
    expect(await run({ schemas: [] })).toEqual({ code: 0, printed: '0 schemas: 0 created, 0 unchanged, 0 refused' });
  });

  it('is one document for programs', async () => {
    const { printed } = await run({ schemas: schemas.slice(0, 1) }, true);
    expect(JSON.parse(printed)).toEqual({
      schemas: 1,
      registrations: [{ subject: 'new-value', outcome: 'created', id: 7 }],
    });
  });

  it('sets the compatibility of what is registered', async () => {
    await run({ compatibility: 'FULL' });
    expect(asked.filter((question) => question.startsWith('PUT')).sort()).toEqual([
      'PUT /config/known-value',
      'PUT /config/new-value',
    ]);
  });

  it('tells a registry that is away from a URL that is none', async () => {
    await expect(run({ registry: { url: 'http://127.0.0.1:9' } })).rejects.toMatchObject({ code: 'unreachable' });
    await expect(run({ registry: { url: 'localhost:8081' } })).rejects.toMatchObject({ code: 'usage' });
  });
});
