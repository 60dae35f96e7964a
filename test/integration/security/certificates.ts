import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const NAMES = 'subjectAltName=IP:127.0.0.1,DNS:localhost';

/** PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of the test's own, made with openssl in `directory`. */
export class Authority {
  /** PEM file of its certificate. */
  readonly file: string;
  readonly #key: string;

  constructor(
    private readonly directory: string,
    name = 'authority',
  ) {
    this.file = join(directory, `${name}.pem`);
    this.#key = join(directory, `${name}.key`);
    const subject = ['-subj', `/CN=${name}`, '-days', '2'];
    openssl(['req', '-x509', ...NEW_KEY, '-keyout', this.#key, '-out', this.file, ...subject]);
  }

  /** For a server on this machine, or for a client of that name; valid until in `days`. */
  issue(name: string, days = 2): Certificate {
    const at = (suffix: string): string => join(this.directory, `${name}.${suffix}`);
    const [key, request, certificate, extensions] = [at('key'), at('csr'), at('pem'), at('ext')];
    openssl(['req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', `/CN=${name}`]);
    writeFileSync(extensions, NAMES);
    const signer = ['-CA', this.file, '-CAkey', this.#key, '-CAcreateserial'];
    openssl([
      'x509',
      '-req',
      '-in',
      request,
      '-out',
      certificate,
      '-days',
      `${days}`,
      '-extfile',
      extensions,
      ...signer,
    ]);
    return { certificate, key };
  }
}

/** One that nobody knows. */
export function foreignAuthority({ directory }: { readonly directory: string }): Authority {
  return new Authority(mkdtempSync(join(directory, 'foreign-')));
}

/** Key and certificate in one file, as Apache Kafka reads them. */
export function keyStore({ certificate, key }: Certificate): string {
  const file = `${certificate}.store`;
  writeFileSync(file, readFileSync(key, 'utf8') + readFileSync(certificate, 'utf8'));
  return file;
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
