import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CATALOG } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { AppProcess } from '../../support/app-process';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';

jest.setTimeout(60_000);

interface Catalog {
  readonly entries: readonly { readonly name: string; readonly payload: string; readonly fields: readonly unknown[] }[];
}

describe('the catalog of the running dlq-monitor', () => {
  let broker: LocalBroker;
  let database: RandomDatabase;
  let app: AppProcess;
  const page = async (path: string): Promise<Response> => fetch(`${await app.url()}${path}`);

  beforeAll(async () => {
    [broker, database] = await Promise.all([startLocalBroker(), createRandomDatabase()]);
    app = AppProcess.start('dlq-monitor', { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url });
    await app.url();
  });

  afterAll(async () => {
    await app.kill();
    await database.drop();
    await broker.stop();
  });

  it('is a page that nothing can be smuggled into', async () => {
    const { status, headers } = await page('/catalog');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]));
    expect(policy?.filter((rule) => /^(script|style)-src/.test(rule) && !/-src 'sha256-[\w+/]+='$/.test(rule))).toEqual(
      [],
    );
  });

  it('shows every entry and asks for nothing else', async () => {
    const text = await (await page('/catalog')).text();
    for (const { name } of CATALOG) expect(text).toContain(`<article id="${name}"`);
    const addresses = [...text.matchAll(/\b(?:href|src|action)="([^"]*)"|url\(|@import/g)].map(
      ([, address]) => address,
    );
    expect(addresses.length).toBeGreaterThan(CATALOG.length);
    expect(addresses.filter((address) => !/^(#|catalog\.json$|data:)/.test(address ?? 'elsewhere'))).toEqual([]);
  });

  it('is there as data', async () => {
    const response = await page('/catalog.json');
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const { entries } = (await response.json()) as Catalog;
    expect(entries.map(({ name, payload }) => ({ name, payload }))).toEqual(
      CATALOG.map(({ name, payload }) => ({ name, payload: payload.name })),
    );
    expect(entries.filter(({ fields }) => fields.length === 0)).toEqual([]);
  });

  it.each(['/catalog', '/catalog.json'])('%s is sent again only if it changed', async (path) => {
    const etag = (await page(path)).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const url = `${await app.url()}${path}`;
    expect(await ifNoneMatch(url, etag)).toEqual({ status: 304, bytes: 0 });
    const changed = await ifNoneMatch(url, '"other"');
    expect(changed.status).toBe(200);
    expect(changed.bytes).toBeGreaterThan(100_000);
  });
});

/** Not by `fetch`, which adds `Cache-Control: no-cache` to conditional requests and so forbids the answer 304. */
async function ifNoneMatch(url: string, etag: string): Promise<{ readonly status?: number; readonly bytes: number }> {
  const [response] = (await once(get(url, { headers: { 'if-none-match': etag } }), 'response')) as [IncomingMessage];
  return { status: response.statusCode, bytes: (await buffer(response)).length };
}
