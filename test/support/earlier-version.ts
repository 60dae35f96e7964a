import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transpileModule } from 'typescript';

const ROOT = join(__dirname, '..', '..');

export interface EarlierVersion {
  readonly name: string;
  readonly commit: string;
}

/**
 * The commit before this one, or the last one where there are changes that are not committed. `OMNI_TEST_EARLIER` names
 * others, such as the last one without modules. What the history does not have is left out, loudly.
 */
export function earlierVersions(): readonly EarlierVersion[] {
  const clean = git('status', '--porcelain', '--', 'apps', 'libs') === '';
  const wanted = process.env['OMNI_TEST_EARLIER']?.split(',') ?? [clean ? 'HEAD^' : 'HEAD'];
  return wanted.flatMap((name) => {
    const commit = git('rev-parse', '--verify', '--quiet', name);
    if (commit !== undefined && commit !== '') return [{ name, commit }];
    console.warn(`The history has no ${name}: its apps are left out.`);
    return [];
  });
}

function git(...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', [...args], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** The apps of a commit, compiled file by file, with the packages that are installed here. */
export class EarlierBuild {
  readonly #directory = mkdtempSync(join(tmpdir(), 'omninode-earlier-'));
  readonly dist = join(this.#directory, 'dist');

  constructor({ commit }: EarlierVersion) {
    const archive = join(this.#directory, 'sources.tar');
    execFileSync('git', ['archive', '-o', archive, commit, 'package.json', 'tsconfig.json', 'apps', 'libs'], {
      cwd: ROOT,
    });
    execFileSync('tar', ['-xf', archive, '-C', this.#directory]);
    symlinkSync(join(ROOT, 'node_modules'), join(this.#directory, 'node_modules'));
    const { compilerOptions } = JSON.parse(this.#read('tsconfig.json')) as { compilerOptions: Record<string, unknown> };
    const options = { ...compilerOptions, sourceMap: false, inlineSources: false };
    for (const path of this.#sources()) {
      const { outputText } = transpileModule(this.#read(path), {
        compilerOptions: options,
        fileName: join(this.#directory, path),
      });
      const target = join(this.dist, path.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, outputText);
    }
    const knowledge = join(this.dist, 'libs/knowledge/build/main.js');
    if (existsSync(knowledge)) execFileSync(process.execPath, [knowledge]);
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #sources(): string[] {
    return ['apps', 'libs']
      .flatMap((top) =>
        readdirSync(join(this.#directory, top), { recursive: true, encoding: 'utf8' }).map((path) => join(top, path)),
      )
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !/\.(spec|fixture)\.ts$/.test(path));
  }

  #read(path: string): string {
    return readFileSync(join(this.#directory, path), 'utf8');
  }
}
