import { topicCatalog } from '#contracts';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import type { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { foreignAuthority } from './certificates';
import { grantPrinted } from './permissions';
import { SECRET } from './secured-kafka';
import type { SecuredSystem } from './secured-system';

type Environment = Readonly<Record<string, string>>;

const STAMP = 'omninode.bridge.request.stamp.v1';

/** What is wrong, in the place of what is right, and what is said about it. */
const OF_THE_BROKER: readonly [what: string, wrong: (system: SecuredSystem) => Environment, said: RegExp][] = [
  [
    'a wrong password',
    (system) => ({ KAFKA_SASL_PASSWORD_FILE: system.write('wrong', 'guess') }),
    /refused the log-in of \w+: .*invalid credentials.*; check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD/,
  ],
  [
    'a foreign authority',
    (system) => ({ KAFKA_SSL_CA_FILE: foreignAuthority(system).file }),
    /broker's certificate is not trusted: .*; check KAFKA_SSL_CA_FILE/,
  ],
  [
    'no TLS where the broker has it',
    () => ({ KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SSL_CA_FILE: '' }),
    /the broker answers with TLS; check KAFKA_SECURITY_PROTOCOL/,
  ],
  [
    'TLS where the broker has none',
    ({ kafka }) => ({ KAFKA_BOOTSTRAP_SERVERS: kafka.admin }),
    /the broker does not speak TLS here; check KAFKA_SECURITY_PROTOCOL/,
  ],
  [
    'a certificate of the broker that has expired',
    ({ kafka }) => ({ KAFKA_BOOTSTRAP_SERVERS: kafka.expired, ...WITHOUT_LOGIN }),
    /the broker's certificate has expired/,
  ],
  [
    'no certificate of its own',
    ({ kafka }) => ({ KAFKA_BOOTSTRAP_SERVERS: kafka.mutual, ...WITHOUT_LOGIN }),
    /refused our certificate: certificate required; check KAFKA_SSL_CERT_FILE/,
  ],
];

const WITHOUT_LOGIN = {
  KAFKA_SECURITY_PROTOCOL: 'SSL',
  KAFKA_SASL_MECHANISM: '',
  KAFKA_SASL_USERNAME: '',
  KAFKA_SASL_PASSWORD_FILE: '',
};

const OF_THE_DATABASE: readonly [what: string, url: (system: SecuredSystem) => string, said: RegExp][] = [
  [
    'a wrong password',
    (system) => system.databaseUrl('worker:guess', 'workers'),
    /password authentication failed for user "worker"; check user and password in DATABASE_URL/,
  ],
  [
    'a foreign authority',
    (system) =>
      system.databaseUrl(`worker:${SECRET}`, 'workers').replace(system.authority.file, foreignAuthority(system).file),
    /certificate.*; check sslrootcert and the host in DATABASE_URL/,
  ],
  [
    'no TLS where the server wants it',
    ({ postgres }) => `postgresql://worker:${SECRET}@${postgres.address}/workers`,
    /no encryption; check user, sslmode and sslcert in DATABASE_URL/,
  ],
];

/** Health, log and command line name what is really wrong, once, and no secret. */
export function describeCauses(systemOf: () => SecuredSystem): void {
  const system = (): SecuredSystem => systemOf();
  let app: AppProcess | undefined;

  beforeAll(async () => {
    await applyTopics(system().kafka.admin, topicCatalog());
    await grantPrinted(system(), 'bridge');
  });

  afterEach(() => app?.kill());

  const says = async (name: string, said: RegExp): Promise<void> => {
    const url = (await app?.url()) ?? '';
    const reason = await eventually(`the reason is ${said}`, async () => {
      const { error } = (await (await fetch(`${url}/health/ready`)).json()) as Ready;
      return said.exec(error[name]?.reason ?? '')?.[0];
    });
    expect(reason).not.toContain(SECRET);
  };

  /** Complaints of the log that say so; the worker has tried several times meanwhile. */
  const complaints = (said: RegExp): readonly string[] => {
    const lines = app?.lines.filter(({ level }) => level === 'warn' || level === 'error') ?? [];
    return lines.map((line) => JSON.stringify(line).replaceAll('\\"', '"')).filter((line) => said.test(line));
  };

  const expectOneLine = (said: RegExp): void => {
    expect(complaints(said)).toHaveLength(1);
    expect(JSON.stringify(app?.lines)).not.toContain(SECRET);
  };

  it.each(OF_THE_BROKER)('is named: %s (broker)', async (_, wrong, said) => {
    const environment = { ...system().environment('bridge'), ...wrong(system()) };
    app = system().start('bridge', environment);
    await says('bus', said);
    await expect(system().omni(['topics', 'plan'], environment)).resolves.toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(said),
    });
    expectOneLine(said);
  });

  it.each(OF_THE_DATABASE)('is named: %s (database)', async (_, url, said) => {
    const environment = { DATABASE_URL_FILE: system().write('other-url', url(system())) };
    app = system().start('bridge', environment);
    await says('database', said);
    await expect(system().omni(['audit', 'verify'], environment)).resolves.toMatchObject({
      code: 3,
      stderr: expect.stringMatching(said),
    });
    expectOneLine(said);
  });

  it('is named: a group that it may not join', async () => {
    const said = /does not allow bridge to join the group another \(GROUP_AUTHORIZATION_FAILED\); "omni acl"/;
    app = system().start('bridge', { KAFKA_CONSUMER_GROUP: 'another' });
    await says('bus', said);
    expectOneLine(said);
    const consume = ['consume', '--topic', STAMP, '--group', 'another'];
    await expect(system().omni(consume, { KAFKA_SASL_USERNAME: 'bridge' })).resolves.toMatchObject({
      code: 3,
      stderr: expect.stringMatching(said),
    });
  });
}

interface Ready {
  readonly error: Readonly<Record<string, { readonly reason: string }>>;
}
