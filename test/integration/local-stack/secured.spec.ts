import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApacheKafka, type RunningKafka } from '../../../tools/local-stack/src/apache-kafka';
import { freePort } from '../../../tools/local-stack/src/ports';
import { describeWith } from '../../support/describe-with';
import { Clone, type Running } from './clone';

const USER = 'me';
const PASSWORD = 'hunter2';
const LOGIN = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${USER}="${PASSWORD}";`;

let clone: Clone;
let kafka: RunningKafka;
let secured: Record<string, string>;

/** A broker that lets clients in with TLS and a password; its own people come another way. */
async function startSecured(directory: string): Promise<RunningKafka> {
  const [port, controllerPort, securedPort] = [await freePort(), await freePort(), await freePort()];
  const [keys, certificate] = [join(directory, 'keys.p12'), join(directory, 'ca.pem')];
  mkdirSync(directory, { recursive: true });
  const store = ['-alias', 'broker', '-storetype', 'PKCS12', '-keystore', keys, '-storepass', PASSWORD];
  const names = ['-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1', '-validity', '3650'];
  execFileSync('keytool', ['-genkeypair', '-keyalg', 'RSA', ...store, ...names], { stdio: 'ignore' });
  writeFileSync(certificate, execFileSync('keytool', ['-exportcert', '-rfc', ...store], { stdio: 'pipe' }));
  secured = {
    KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${securedPort}`,
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_USERNAME: USER,
    KAFKA_SASL_PASSWORD: PASSWORD,
    KAFKA_SSL_CA_FILE: certificate,
  };
  const clients = `PLAINTEXT://127.0.0.1:${port},SECURED://127.0.0.1:${securedPort}`;
  const settings = {
    listeners: `${clients},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': clients,
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL',
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.secured.plain.sasl.jaas.config': LOGIN,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': keys,
    'ssl.keystore.password': PASSWORD,
  };
  return startApacheKafka({ directory, port, controllerPort, settings, log: () => undefined });
}

describeWith('mvn', 'npm start with a broker that wants TLS and a log-in', () => {
  beforeAll(async () => {
    clone = await Clone.make();
    kafka = await startSecured(join(clone.root, 'given-kafka'));
  });

  afterAll(async () => {
    await kafka?.stop();
    clone.remove();
  });

  const bullets = ({ lines }: Running): readonly string[] => lines.filter((line) => line.startsWith('  • '));

  it.each<[what: string, wrong: Record<string, string>, bullet: RegExp]>([
    ['a wrong password', { KAFKA_SASL_PASSWORD: 'guess' }, /• KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: .* log-in/],
    ['a mechanism it has not', { KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' }, /• KAFKA_SASL_MECHANISM: /],
    ['an authority that nobody knows', { KAFKA_SSL_CA_FILE: '' }, /• KAFKA_SSL_CA_FILE: the certificate of /],
    ['no TLS', { KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SSL_CA_FILE: '' }, /• KAFKA_SECURITY_PROTOCOL: /],
  ])('says which variable is wrong with %s', async (_, wrong, bullet) => {
    const start = clone.run('start', [], { ...secured, ...wrong });
    await expect(start.ended()).resolves.toBe(2);
    expect(bullets(start)).toEqual([expect.stringMatching(bullet)]);
    expect(start.text).not.toContain(PASSWORD);
  });

  it('creates topics, runs the services and the demo on it', async () => {
    const start = clone.run('start', [], secured);
    await start.said(/Ctrl-C stops everything, as does/);
    expect(start.text).toMatch(/^Created \d+ topics\.$/m);
    const demo = clone.run('demo', [], secured);
    await expect(demo.ended()).resolves.toBe(0);
    expect(demo.text).toMatch(/^(\d+) of \1 questions were answered\.$/m);
    start.child.kill('SIGTERM');
    await expect(start.ended()).resolves.toBe(0);
  });
});
