import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApacheKafka, type RunningKafka } from '../../../tools/local-stack/src/apache-kafka';
import { freePort } from '../../../tools/local-stack/src/ports';
import { keyStore, type Authority } from './certificates';
import { Link } from './link';
import { setPassword } from './set-password';

export const SECRET = 'hunter2-from-the-start';

const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';

/**
 * Apache Kafka that lets nobody do what no ACL allows: with a password over TLS (`SECURED`), with a client's certificate
 * (`MUTUAL`), or, for the test alone, as an administrator without either. `EXPIRED` has a certificate of yesterday.
 */
export class SecuredKafka {
  private constructor(
    readonly admin: string,
    readonly secured: string,
    readonly mutual: string,
    readonly expired: string,
    /** What clients of `SECURED` reach it through. */
    readonly link: Link,
    private readonly directory: string,
    private readonly running: RunningKafka,
  ) {}

  static async start(directory: string, authority: Authority, accounts: readonly string[]): Promise<SecuredKafka> {
    const ports = { PLAINTEXT: await freePort(), MUTUAL: await freePort(), EXPIRED: await freePort() };
    const [behind, controllerPort] = [await freePort(), await freePort()];
    const link = await Link.to(behind);
    const at = (list: object): string =>
      Object.entries(list)
        .map(([name, port]) => `${name}://127.0.0.1:${port}`)
        .join(',');
    const settings = {
      listeners: at({ ...ports, SECURED: behind, CONTROLLER: controllerPort }),
      'advertised.listeners': at({ ...ports, SECURED: link.port }),
      'listener.security.protocol.map':
        'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL,MUTUAL:SSL,EXPIRED:SSL',
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'allow.everyone.if.no.acl.found': 'false',
      // Who comes without TLS: the controller, and this test.
      'super.users': 'User:ANONYMOUS;User:admin',
      'listener.name.secured.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
      'listener.name.secured.scram-sha-512.sasl.jaas.config': SCRAM,
      'listener.name.mutual.ssl.client.auth': 'required',
      'listener.name.mutual.ssl.principal.mapping.rules': 'RULE:^CN=(.+)$/$1/',
      'listener.name.expired.ssl.keystore.location': keyStore(authority.issue('expired', -1)),
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': keyStore(authority.issue('kafka')),
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': authority.file,
    };
    const passwords = Object.fromEntries([...accounts, 'admin'].map((name) => [name, SECRET]));
    const options = {
      directory,
      port: ports.PLAINTEXT,
      controllerPort,
      settings,
      accounts: passwords,
      log: () => undefined,
    };
    const running = await startApacheKafka(options);
    const [mutual, expired] = [`127.0.0.1:${ports.MUTUAL}`, `127.0.0.1:${ports.EXPIRED}`];
    return new SecuredKafka(running.bootstrap, `127.0.0.1:${link.port}`, mutual, expired, link, directory, running);
  }

  /** What the broker told its log about permissions: `verdict` is `Allowed` or `Denied`. */
  decisions(verdict: 'Allowed' | 'Denied'): readonly string[] {
    const lines = readFileSync(join(this.directory, 'kafka.log'), 'utf8').split('\n');
    return lines.filter((line) => line.includes(` is ${verdict} operation = `));
  }

  setPassword(account: string, password: string): Promise<void> {
    return setPassword(this.admin, account, password);
  }

  async stop(): Promise<void> {
    this.link.close();
    await this.running.stop();
  }
}
