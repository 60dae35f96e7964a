import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../../tools/local-stack/src/project';

const run = promisify(execFile);
const PACKAGE = join(projectRoot(), 'clients/python');

/** A virtual environment of its own that has installed the client's wheel, and finds beside it what the tests have. */
export class PythonEnvironment {
  private constructor(
    readonly folder: string,
    readonly base: string,
    readonly python: string,
  ) {}

  static async install(base: string): Promise<PythonEnvironment> {
    const folder = mkdtempSync(join(tmpdir(), 'python-client-'));
    const pip = ['-m', 'pip', '--disable-pip-version-check'];
    await run(base, [...pip, 'wheel', '--no-deps', '--no-build-isolation', '--wheel-dir', folder, PACKAGE]);
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl')) ?? '';
    await run(base, ['-m', 'venv', join(folder, 'venv')]);
    const python = join(folder, 'venv/bin/python');
    await run(python, [...pip, 'install', '--no-deps', '--no-index', join(folder, wheel)]);
    const path = `import sysconfig; print(sysconfig.get_path('purelib'))`;
    const [ours, theirs] = await Promise.all([base, python].map((each) => run(each, ['-c', path])));
    writeFileSync(join(theirs?.stdout.trim() ?? '', 'tests.pth'), ours?.stdout ?? '');
    return new PythonEnvironment(folder, base, python);
  }

  /** Writes a program and checks its types; rejects with what mypy has to say. */
  async check(source: string): Promise<string> {
    const program = join(this.folder, 'program.py');
    writeFileSync(program, source);
    const cache = ['--cache-dir', join(this.folder, 'mypy')];
    const argv = ['-m', 'mypy', '--strict', ...cache, '--python-executable', this.python, program];
    await run(this.base, argv).catch((error: { stdout?: string }) => {
      throw new Error(error.stdout, { cause: error });
    });
    return program;
  }

  /** Resolves to the lines that the program printed; rejects with its traceback. */
  async run(program: string, ...args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await run(this.python, [program, ...args], { timeout: 80_000 });
    return stdout.trimEnd().split('\n');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
