import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { topicCatalog } from '#contracts';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import type { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { foreignAuthority, type Certificate } from './certificates';
import { Tap } from '../main-job/tap';
import { aclOf, asAdministrator, grantPrinted, revoke } from './permissions';
import type { SecuredSystem } from './secured-system';

const STAMP = 'omninode.bridge.request.stamp.v1';
const STAMPED = 'omninode.bridge.response.stamp.v1';

/** Passwords, certificates and permissions change under a worker that runs, and no request goes unanswered. */
export function describeRotation(systemOf: () => SecuredSystem): void {
  const system = (): SecuredSystem => systemOf();
  let bridge: AppProcess;
  let tap: Tap;
  let url: string;

  beforeAll(async () => {
    const { kafka } = system();
    await applyTopics(kafka.admin, topicCatalog());
    await grantPrinted(system(), 'bridge');
    tap = await Tap.open(kafka.admin, [STAMPED]);
    bridge = await system().start('bridge').ready();
    url = await bridge.url();
  });

  afterAll(async () => {
    await tap?.close();
    await bridge?.kill();
  });

  const ask = async (): Promise<string> => {
    const id = randomUUID();
    const payload = { content: `content of ${id}`, namespace: 'rotation' };
    const value = { event_id: randomUUID(), event_type: STAMP, correlation_id: id, payload };
    await tap.send({ topic: STAMP, key: id, value: JSON.stringify(value) });
    return id;
  };

  const answered = (ids: readonly string[]): Promise<unknown> =>
    Promise.all(ids.map((id) => tap.first(STAMPED, id, 30_000)));

  const reason = async (check: string): Promise<string> => {
    const answer = (await (await fetch(`${url}/health/ready`)).json()) as {
      details: Record<string, { reason?: string }>;
    };
    return answer.details[check]?.reason ?? '';
  };

  const isSaid = (check: string, said: RegExp): Promise<unknown> =>
    eventually(`${check} says ${said}`, async () => said.test(await reason(check)));

  const isUp = (): Promise<unknown> => eventually('up', async () => (await fetch(`${url}/health/ready`)).ok);

  it('takes a new password for the broker from its file', async () => {
    const { kafka } = system();
    const before = await ask();
    await kafka.setPassword('bridge', 'the second password');
    // Connections outlast the password that they were opened with; new ones do not begin with it.
    const between = await ask();
    kafka.link.cut();
    await isSaid('bus', /refused the log-in of bridge/);
    const meanwhile = await ask();
    system().write('bridge-password', 'the second password\n');
    await isUp();
    await answered([before, between, meanwhile, await ask()]);
  });

  it('takes a new password for the database from its file', async () => {
    const { postgres } = system();
    await postgres.query(`ALTER ROLE worker PASSWORD 'the second one'`);
    await postgres.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'worker'`);
    await isSaid('database', /password authentication failed/);
    const meanwhile = await ask();
    system().write('database-url', system().databaseUrl(`worker:${encodeURIComponent('the second one')}`, 'workers'));
    await isUp();
    await answered([meanwhile, await ask()]);
  });

  it('takes a new certificate from its files', async () => {
    const { directory, client } = system();
    const [certificate, key] = [join(directory, 'client.pem'), join(directory, 'client.key')];
    const replaceBy = (other: Certificate): void => {
      copyFileSync(other.key, key);
      copyFileSync(other.certificate, certificate);
    };
    replaceBy(foreignAuthority(system()).issue('recorder'));
    await grantPrinted(system(), 'recorder');
    const recorder = system().start('recorder', { KAFKA_SSL_CERT_FILE: certificate, KAFKA_SSL_KEY_FILE: key });
    const reason = async () => JSON.stringify(await (await fetch(`${await recorder.url()}/health/ready`)).json());
    await eventually('it is refused', async () => /refused our certificate/.test(await reason()));
    replaceBy(client);
    await recorder.ready();
    await recorder.kill();
  });

  it('goes on where a permission was missing once it has it', async () => {
    const readable = { resource_type: 'TOPIC', resource_name: STAMP } as const;
    const writable = { resource_type: 'TOPIC', resource_name: STAMPED } as const;
    await revoke(system(), writable);
    const unanswered = await ask();
    await isSaid('bus', new RegExp(`cannot publish to ${STAMPED}: .* does not allow bridge to write to .*${STAMPED}`));
    await grant(writable, 'WRITE');
    await isUp();
    await answered([unanswered]);
    await revoke(system(), readable);
    // To be seen is enough for being assigned, not for being read.
    await grant(readable, 'DESCRIBE');
    await isSaid('bus', new RegExp(`not allowed to read ${STAMP}`));
    const unread = await ask();
    await grant(readable, 'READ');
    await isUp();
    await answered([unread]);
  });

  const grant = (
    of: { readonly resource_type: 'TOPIC'; readonly resource_name: string },
    operation: 'READ' | 'WRITE' | 'DESCRIBE',
  ): Promise<unknown> => {
    const rest = { principal: 'User:bridge', host: '*', pattern_type: 'LITERAL', permission_type: 'ALLOW' } as const;
    return asAdministrator(system(), (admin) => admin.createAcls({ acl: [aclOf({ ...of, ...rest, operation })] }));
  };
}
