import { chownSync, copyFileSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { asAdmin } from '../../support/random-database';
import type { Authority } from './certificates';
import { startEmbeddedPostgres, type RunningPostgres } from '../../../tools/local-stack/src/embedded-postgres';

/** A worker logs in with a password, the recorder with a certificate, and both with TLS only. */
const WHO_MAY = [
  'host all omninode 127.0.0.1/32 scram-sha-256',
  'hostssl all worker 127.0.0.1/32 scram-sha-256',
  'hostssl all recorder 127.0.0.1/32 cert',
];

/** PostgreSQL that lets programs in over TLS only; its administrator alone comes without. */
export class SecuredPostgres {
  private constructor(
    readonly adminUrl: string,
    private readonly running: RunningPostgres,
  ) {}

  static async start(directory: string, authority: Authority, password: string): Promise<SecuredPostgres> {
    const running = await startEmbeddedPostgres({ directory, settings: { fsync: 'off' }, log: () => undefined });
    const secured = new SecuredPostgres(running.url, running);
    await secured.#encrypt(authority);
    await secured.query(`CREATE ROLE worker LOGIN PASSWORD '${password}'`);
    await secured.query('CREATE ROLE recorder LOGIN');
    for (const [database, owner] of [
      ['workers', 'worker'],
      ['events', 'recorder'],
    ]) {
      await secured.query(`CREATE DATABASE ${database} OWNER ${owner}`);
    }
    return secured;
  }

  query(statement: string): Promise<void> {
    return asAdmin(this.adminUrl, statement);
  }

  /** Without a way to log in. */
  get address(): string {
    return new URL(this.adminUrl).host;
  }

  async stop(): Promise<void> {
    await this.running.remove();
  }

  /** All of it can be changed while the server runs. */
  async #encrypt(authority: Authority): Promise<void> {
    const data = await this.#setting('data_directory');
    const { uid, gid } = statSync(data);
    const own = (name: string, write: (file: string) => void): void => {
      const file = join(data, name);
      write(file);
      chmodSync(file, 0o600);
      chownSync(file, uid, gid);
    };
    const { certificate, key } = authority.issue('postgres');
    own('server.crt', (file) => copyFileSync(certificate, file));
    own('server.key', (file) => copyFileSync(key, file));
    own('authority.crt', (file) => copyFileSync(authority.file, file));
    own('pg_hba.conf', (file) => writeFileSync(file, `${WHO_MAY.join('\n')}\n`));
    await this.query(`ALTER SYSTEM SET ssl_ca_file = 'authority.crt'`);
    await this.query('ALTER SYSTEM SET ssl = on');
    await this.query('SELECT pg_reload_conf()');
  }

  async #setting(name: string): Promise<string> {
    const admin = new Client({ connectionString: this.adminUrl });
    await admin.connect();
    try {
      const { rows } = await admin.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
      return rows[0]?.value ?? '';
    } finally {
      await admin.end();
    }
  }
}
