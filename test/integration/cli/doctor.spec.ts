import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicCatalog } from '#contracts';
import { applyTopics, KafkaConnection } from '#event-bus';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { asAdmin, createMigratedDatabase } from '../../support/random-database';
import { documents, omni } from './omni';

const WORKERS = ['intelligence', 'bridge', 'dlq-monitor', 'recorder', 'coordinator'] as const;
const CATALOG = topicCatalog();

/** Nobody listens on port 1. */
const NOWHERE = 'http://127.0.0.1:1';

type Settings = Readonly<Record<string, string>>;

describe('omni doctor', () => {
  let broker: LocalBroker;
  let database: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let folder: string;
  const name = () => new URL(database.url).pathname.slice(1);
  const inDatabase = (statement: string) => database.database.query(statement);
  /** How a database is set takes effect with the next connection. */
  const alter = (statement: string) =>
    asAdmin(process.env['OMNI_TEST_DATABASE_URL'] ?? '', `ALTER DATABASE ${name()} ${statement}`);

  beforeAll(async () => {
    broker = await startLocalBroker({ autoCreateTopics: false });
    await applyTopics(connectionTo(broker), CATALOG);
    database = await createMigratedDatabase();
    folder = mkdtempSync(join(tmpdir(), 'omninode-doctor-'));
  });
  afterAll(async () => {
    await broker.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const sound = (): Settings => ({ KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url });

  /** The codes of what it finds, in their order, and how it ends. */
  async function examine(settings: Settings = {}, workers: Readonly<Record<string, string>> = {}) {
    const places = WORKERS.flatMap((worker) => ['--worker', `${worker}=${workers[worker] ?? NOWHERE}`]);
    const ended = await omni(['doctor', '--output', 'json', ...places], {
      env: { ...sound(), ...settings },
      deadlineMs: 120_000,
    });
    const [{ findings = [] } = {}] = documents(ended.stdout) as { findings?: { code: string; what: string }[] }[];
    return { code: ended.code, stderr: ended.stderr, findings, codes: findings.map(({ code }) => code).toSorted() };
  }

  it('finds nothing wrong with what is as it should be', async () => {
    expect(await examine()).toMatchObject({ code: 0, codes: [], stderr: '' });
    const tokens = { HOST: '0.0.0.0', HTTP_TOKENS: 'ada:operator:0123456789abcdef' };
    expect(await examine(tokens)).toMatchObject({ code: 0, codes: [] });
  });

  it('says for people what is wrong, what comes of it and what to do', async () => {
    const { code, stdout } = await omni(['doctor'], { env: { ...sound(), HOST: '0.0.0.0' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^warning HOST is 0\.0\.0\.0, and there are no tokens \(http\.no_tokens\)\n {2}\S.*\n {2}Set /m,
    );
  });

  it.each<[what: string, settings: Settings, codes: readonly string[]]>([
    ['a number out of range', { KAFKA_MAX_IN_FLIGHT: '0' }, ['setting.invalid']],
    ['a password that the protocol ignores', { KAFKA_SASL_PASSWORD: 'p' }, ['setting.invalid']],
    ['a key that is none', { AUDIT_SIGNING_KEY_FILE: '/etc/hostname' }, ['setting.invalid']],
    ['a misspelt name', { KAFKA_BOOTSTRAP_SERVER: 'h:1' }, ['setting.unknown']],
    ['a secret whose file is missing', { DATABASE_URL: '', DATABASE_URL_FILE: '/no/such' }, ['setting.invalid']],
    ['no database', { DATABASE_URL: '' }, ['setting.no_database']],
    ['a door without a key', { HOST: '0.0.0.0' }, ['http.no_tokens']],
    ['a broker that is away', { KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1' }, ['broker.unreachable']],
    ['TLS to a broker without', { KAFKA_SECURITY_PROTOCOL: 'SSL' }, ['broker.protocol']],
    [
      'a log-in at a broker without',
      { KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' },
      ['broker.protocol'],
    ],
    ['a session that the broker refuses', { KAFKA_SESSION_TIMEOUT_MS: '1800000' }, []],
    ['a database that is away', { DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/d' }, ['database.unreachable']],
    [
      'a registry that is away',
      { SCHEMA_REGISTRY_REGISTER: 'true', SCHEMA_REGISTRY_URL: NOWHERE },
      ['registry.unusable'],
    ],
    ['an identity provider that is away', { OIDC_ISSUER: NOWHERE, OIDC_AUDIENCE: 'a' }, ['oidc.unusable']],
    ['NATS that is away', { NATS_URL: 'nats://u:secret@127.0.0.1:1' }, ['nats.unreachable']],
  ])('finds %s', async (_, settings, codes) => {
    const found = await examine(settings);
    expect(found.codes).toEqual(codes);
    expect(found.code).toBe(codes.length === 0 ? 0 : 1);
    expect(JSON.stringify(found.findings)).not.toContain('secret@');
  });

  it('finds topics that are missing, or not as the catalog says, and a broker that makes its own', async () => {
    const other = await startLocalBroker({ maxSessionTimeoutMs: 20_000 });
    const [first, second, third, fourth, ...rest] = CATALOG;
    const without = rest.slice(1);
    await applyTopics(connectionTo(other), [
      { ...first!, partitions: first!.partitions + 1 },
      { ...second!, config: { ...second!.config, 'retention.ms': '1000' } },
      { ...third!, config: { ...third!.config, 'max.message.bytes': '1000' } },
      { ...fourth!, config: { ...fourth!.config, 'min.insync.replicas': '2' } },
      ...without,
    ]);
    const { codes, findings } = await examine({ KAFKA_BOOTSTRAP_SERVERS: other.bootstrap });
    await other.stop();
    expect(codes).toEqual([
      'broker.auto_create',
      'broker.session_timeout',
      'topics.message_limit',
      'topics.missing',
      'topics.not_writable',
      'topics.partitions',
      'topics.settings',
    ]);
    for (const topic of CATALOG.slice(0, 5)) expect(JSON.stringify(findings)).toContain(topic.name);
  });

  it('finds a broker that sends its clients where it is not', async () => {
    const astray = await elsewhere(broker);
    const { port } = astray.address() as AddressInfo;
    const { codes, findings } = await examine({ KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${port}` });
    astray.close();
    expect(codes).toEqual(['broker.advertised']);
    expect(findings[0]?.what).toContain(`127.0.0.9:${broker.port}`);
  });

  it('finds a database that does not exist, and a user that may not log in', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    expect((await examine({ DATABASE_URL: url.toString() })).codes).toEqual(['database.missing']);
    url.username = 'nobody_of_this_name';
    url.pathname = `/${name()}`;
    const { codes, findings } = await examine({ DATABASE_URL: url.toString() });
    expect(codes).toEqual(['database.login']);
    expect(JSON.stringify(findings)).not.toContain(`:${url.password}@`);
  });

  it('finds a database in which texts would be lost', async () => {
    const other = `${name()}_ascii`;
    await asAdmin(
      database.url,
      `CREATE DATABASE ${other} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
    );
    const url = new URL(database.url);
    url.pathname = `/${other}`;
    const { codes } = await examine({ DATABASE_URL: url.toString() });
    await asAdmin(database.url, `DROP DATABASE ${other} WITH (FORCE)`);
    expect(codes).toEqual(['database.encoding']);
  });

  it.each<[what: string, set: string, reset: string, codes: readonly string[]]>([
    [
      'is read-only',
      'SET default_transaction_read_only = on',
      'RESET default_transaction_read_only',
      ['database.read_only'],
    ],
    ['loses commits', 'SET synchronous_commit = off', 'RESET synchronous_commit', ['database.lost_commits']],
    ['takes few connections', 'CONNECTION LIMIT 5', 'CONNECTION LIMIT -1', ['database.connections']],
  ])('finds a database that %s', async (_, set, reset, codes) => {
    await alter(set);
    const found = await examine();
    await alter(reset);
    expect(found.codes).toEqual(codes);
  });

  it('finds a role that may not do what the workers do', async () => {
    const role = `${name()}_reader`;
    await inDatabase(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'`);
    await inDatabase(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    const url = new URL(database.url);
    [url.username, url.password] = [role, 'reader'];
    const { codes } = await examine({ DATABASE_URL: url.toString() });
    await inDatabase(`DROP OWNED BY ${role}`);
    await inDatabase(`DROP ROLE ${role}`);
    expect(codes).toEqual(['database.create', 'database.rights']);
  });

  it('finds a schema of a newer version', async () => {
    await inDatabase(`INSERT INTO omninode_schema (module, version, name, checksum, requires)
      SELECT module, max(version) + 1, 'from later', 'x', max(version) + 1 FROM omninode_schema
      WHERE module = 'inbox' GROUP BY module`);
    const { codes } = await examine();
    await inDatabase(`DELETE FROM omninode_schema WHERE name = 'from later'`);
    expect(codes).toEqual(['database.schema']);
  });

  it('finds clocks that differ', async () => {
    const later = join(folder, 'later.js');
    writeFileSync(later, 'const now = Date.now; Date.now = () => now() + 3_600_000;');
    const { codes, findings } = await examine({ NODE_OPTIONS: `--require ${later}` });
    expect(codes).toEqual(['clock.skew']);
    expect(findings[0]?.what).toMatch(/36\d\d s behind/);
  });

  it('finds workers of other versions, that are not ready, and others in their places', async () => {
    const pages = (worker: string, version: string, status: number) =>
      serve({
        '/openapi.json': [200, { openapi: '3.0.0', info: { title: worker, version } }],
        '/health/ready': [status, status === 200 ? {} : { error: { bus: { status: 'down', reason: 'no broker' } } }],
      });
    const servers = await Promise.all([pages('bridge', '0.0.9', 200), pages('recorder', '0.0.8', 503), serve({})]);
    const [bridge = '', recorder = '', intelligence = ''] = servers.map(urlOf);
    const { codes, findings } = await examine({}, { bridge, recorder, intelligence });
    servers.forEach((server) => server.close());
    expect(codes).toEqual([
      'worker.not_ready',
      'worker.port_taken',
      'worker.version',
      'worker.version',
      'worker.versions',
    ]);
    expect(JSON.stringify(findings)).toContain('no broker');
  });

  it('wants to know where a worker is in the form that it reads', async () => {
    const { code, stderr } = await omni(['doctor', '--worker', 'cat=http://127.0.0.1:1'], { env: sound() });
    expect(code).toBe(2);
    expect(stderr).toContain('--worker must be NAME=URL');
  });
});

function connectionTo({ bootstrap }: LocalBroker): KafkaConnection {
  return new KafkaConnection({ brokers: [bootstrap], clientId: 'test' }, { debug: () => undefined });
}

/** A way to a broker on which its address is changed into one of the same length where nobody is. */
async function elsewhere(broker: LocalBroker): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(broker.port, '127.0.0.1');
    near.on('error', () => far.destroy()).pipe(far);
    far.on('data', (bytes) =>
      near.write(Buffer.from(bytes.toString('latin1').replaceAll('127.0.0.1', '127.0.0.9'), 'latin1')),
    );
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

type Answer = readonly [status: number, body: object];

async function serve(pages: Readonly<Record<string, Answer>>): Promise<HttpServer> {
  const server = createHttpServer(({ url = '' }, response) => {
    const [status, body] = pages[url] ?? [404, {}];
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function urlOf(server: HttpServer): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
