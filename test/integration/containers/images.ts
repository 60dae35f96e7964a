import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { nodeBase } from './node-base';

export const APPS = ['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder', 'cli'] as const;
export type ImageName = (typeof APPS)[number];

/** What an image says about how it is run, as Docker's format has it. */
export interface ImageConfig {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Cmd?: readonly string[] | null;
  readonly WorkingDir: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly Healthcheck?: { readonly Test: readonly string[] };
}

export interface Image {
  readonly config: ImageConfig;
  /** Its root file system. */
  readonly root: string;
  /** Uncompressed, in bytes. */
  readonly size: number;
}

/** The images of this build, made by buildah from the Dockerfile in a store of their own. */
export class Images {
  readonly #folder = mkdtempSync(join(tmpdir(), 'omninode-images-'));

  /** Builds what all have in common once, then every image. */
  build(): void {
    const base = join(this.#folder, 'Dockerfile');
    const trust = 'NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt';
    writeFileSync(base, `FROM scratch\nCOPY . /\nENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ${trust}\n`);
    this.#buildah('bud', '--file', base, '--tag', 'localhost/node-base', nodeBase());
    for (const app of APPS) this.#buildApp(app);
  }

  /** The image as a container has it, with the files that a container runtime adds. */
  open(app: ImageName): Image {
    const image = `localhost/omninode-${app}`;
    const details = JSON.parse(this.#buildah('inspect', '--type', 'image', image)) as {
      readonly Docker: { readonly config: ImageConfig; readonly size?: number };
    };
    const [{ size = 0 } = {}] = JSON.parse(this.#buildah('images', '--json', image)) as { readonly size?: string }[];
    const root = this.#buildah('mount', this.#buildah('from', image));
    for (const folder of ['proc', 'dev', 'etc']) mkdirSync(join(root, folder), { recursive: true });
    appendFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
    return { config: details.Docker.config, root, size: bytesOf(String(size)) };
  }

  close(): void {
    this.#buildah('rm', '--all');
    this.#buildah('rmi', '--all', '--force');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #buildApp(app: ImageName): void {
    const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
    const options = ['--format', 'docker', '--layers', '--file', 'deploy/Dockerfile'];
    const args = ['--build-arg', 'NODE_IMAGE=localhost/node-base', '--build-arg', `APP=${app}`];
    mkdirSync(cache, { recursive: true });
    const volume = ['--volume', `${cache}:/root/.npm`];
    this.#buildah('bud', ...options, ...args, ...volume, '--tag', `localhost/omninode-${app}`, projectRoot());
  }

  #buildah(...args: readonly string[]): string {
    const store = ['--root', join(this.#folder, 'store'), '--runroot', join(this.#folder, 'run')];
    return execFileSync('buildah', [...store, ...args], {
      encoding: 'utf8',
      cwd: projectRoot(),
      env: { ...process.env, BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'overlay' },
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1_048_576,
    }).trim();
  }
}

/** As in `146 MB`. */
function bytesOf(size: string): number {
  const [amount = '', unit = ''] = size.split(' ');
  return Number(amount) * { KB: 1e3, MB: 1e6, GB: 1e9 }[unit.toUpperCase()]!;
}
