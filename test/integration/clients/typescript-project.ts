import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../../tools/local-stack/src/project';

const run = promisify(execFile);
const MODULES = join(projectRoot(), 'node_modules');

/** As strict as it gets; the declarations of the package are checked too. */
const COMPILER_OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  target: 'ES2022',
  module: 'Node16',
  types: ['node'],
};

/** An empty project of somebody else's that has installed the package and what it asks for. */
export class TypeScriptProject {
  private constructor(readonly folder: string) {}

  static async install(tarball: string, type: 'module' | 'commonjs'): Promise<TypeScriptProject> {
    const folder = mkdtempSync(join(tmpdir(), `${type}-`));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type }));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    // Peers would be fetched; they are linked instead.
    await run('npm', ['install', '--offline', '--legacy-peer-deps', '--no-audit', tarball], { cwd: folder });
    mkdirSync(join(folder, 'node_modules/@types'));
    for (const name of ['kafkajs', '@types/node']) symlinkSync(join(MODULES, name), join(folder, 'node_modules', name));
    return new TypeScriptProject(folder);
  }

  /** Compiles a program, and rejects with what the compiler has to say. */
  async compile(source: string): Promise<void> {
    writeFileSync(join(this.folder, 'program.ts'), source);
    const tsc = join(MODULES, 'typescript-7/bin/tsc');
    await run(process.execPath, [tsc, '-p', this.folder]).catch((error: { stdout?: string }) => {
      throw new Error(error.stdout, { cause: error });
    });
  }

  /** Runs the compiled program; resolves to the lines it printed. */
  async run(...args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await run(process.execPath, [join(this.folder, 'program.js'), ...args], { timeout: 80_000 });
    return stdout.trimEnd().split('\n');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
