import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess, type AppName } from '../../support/app-process';
import { documents, omni, type Ended } from '../cli/omni';
import { Authority, type Certificate } from './certificates';
import { SECRET, SecuredKafka } from './secured-kafka';
import { SecuredPostgres } from './secured-postgres';

/** Logs in to Kafka with its certificate, and to PostgreSQL, too; the others with passwords. */
export const WITH_CERTIFICATE = 'recorder';

export const APPS = ['intelligence', 'bridge', 'coordinator', 'dlq-monitor', 'recorder'] as const;

/** A broker and a database that let nobody in who does not say who they are, and the workers on them. */
export class SecuredSystem {
  readonly #apps: AppProcess[] = [];

  private constructor(
    readonly directory: string,
    readonly authority: Authority,
    readonly kafka: SecuredKafka,
    readonly postgres: SecuredPostgres,
    readonly client: Certificate,
  ) {}

  static async start(): Promise<SecuredSystem> {
    const directory = mkdtempSync(join(tmpdir(), 'omninode-security-'));
    const keys = join(directory, 'keys');
    mkdirSync(keys);
    const authority = new Authority(keys);
    const [kafka, postgres] = await Promise.all([
      SecuredKafka.start(join(directory, 'kafka'), authority, APPS),
      SecuredPostgres.start(mkdtempSync(join(tmpdir(), 'omninode-postgres-')), authority, SECRET),
    ]);
    const system = new SecuredSystem(directory, authority, kafka, postgres, authority.issue(WITH_CERTIFICATE));
    for (const name of APPS) system.write(`${name}-password`, SECRET);
    system.write('database-url', system.databaseUrl(`worker:${SECRET}`, 'workers'));
    return system;
  }

  /** A file of this name with this content, as an orchestrator hands secrets out. */
  write(name: string, content: string): string {
    const file = join(this.directory, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  }

  databaseUrl(login: string, database: string, more = ''): string {
    return `postgresql://${login}@${this.postgres.address}/${database}?sslmode=verify-full&sslrootcert=${this.authority.file}${more}`;
  }

  /** What a worker is told about who it is. */
  environment(name: AppName): Record<string, string> {
    const { certificate, key } = this.client;
    if (name === WITH_CERTIFICATE) {
      return {
        ...this.#broker(this.kafka.mutual, 'SSL'),
        KAFKA_SSL_CERT_FILE: certificate,
        KAFKA_SSL_KEY_FILE: key,
        DATABASE_URL: this.databaseUrl(name, 'events', `&sslcert=${certificate}&sslkey=${key}`),
      };
    }
    return {
      ...this.#broker(this.kafka.secured, 'SASL_SSL'),
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_SASL_USERNAME: name,
      KAFKA_SASL_PASSWORD_FILE: join(this.directory, `${name}-password`),
      DATABASE_URL_FILE: join(this.directory, 'database-url'),
      VALIDATION_WORKERS: '1',
    };
  }

  start(name: AppName, env: Readonly<Record<string, string>> = {}): AppProcess {
    const app = AppProcess.start(name, { ...this.environment(name), ...env });
    this.#apps.push(app);
    return app;
  }

  /** `omni` as an administrator of the broker, or as whoever the environment says. */
  omni(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const admin = { ...this.environment('bridge'), KAFKA_SASL_USERNAME: 'admin' };
    return omni(argv, { env: { ...admin, ...env } });
  }

  /** What `omni` answers a program; throws where it does not end well. */
  async ask(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Record<string, unknown>[]> {
    const { code, stdout, stderr } = await this.omni([...argv, '--output', 'json'], env);
    if (code !== 0) throw new Error(`omni ${argv.join(' ')}: ${code}: ${stderr}${stdout}`);
    return documents(stdout);
  }

  async close(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.kill()));
    await Promise.all([this.kafka.stop(), this.postgres.stop()]);
    rmSync(this.directory, { recursive: true });
  }

  #broker(bootstrap: string, protocol: string): Record<string, string> {
    return {
      KAFKA_BOOTSTRAP_SERVERS: bootstrap,
      KAFKA_SECURITY_PROTOCOL: protocol,
      KAFKA_SSL_CA_FILE: this.authority.file,
    };
  }
}
