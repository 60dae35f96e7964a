import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { localStackFile, type LocalStack } from '#config';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { shell, type Done } from './shell';

/** `omni` as somebody has installed it, in a folder of its own where it finds the stack that runs, and a shell with it. */
export class Installation {
  readonly #root = mkdtempSync(join(tmpdir(), 'installation-'));
  readonly #work = join(this.#root, 'work');

  constructor(
    private readonly stack: Omit<LocalStack, 'pid'>,
    private readonly variables: Readonly<Record<string, string>> = {},
  ) {
    for (const name of ['dist/apps', 'dist/libs', 'package.json']) {
      cpSync(join(projectRoot(), name), join(this.#root, name), { recursive: true });
    }
    symlinkSync(join(projectRoot(), 'node_modules'), join(this.#root, 'node_modules'));
    const file = localStackFile(this.#root);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...stack, pid: process.pid }));
    mkdirSync(this.#work);
    const omni = `#!/bin/sh\nexec ${process.execPath} ${this.#root}/dist/apps/cli/src/main.js "$@"\n`;
    writeFileSync(join(this.#root, 'omni'), omni, { mode: 0o755 });
  }

  /** Runs a line as a page has it; addresses of `npm start` are those of this stack. */
  run(line: string, variables: Readonly<Record<string, string>> = {}): Promise<Done> {
    const env = { PATH: `${this.#root}:${process.env['PATH']}`, ...this.variables, ...variables };
    return shell(this.#here(line), { cwd: this.#work, env });
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #here(line: string): string {
    return Object.entries(USUAL_PORTS).reduce(
      (text, [worker, port]) => text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${this.stack.ports[worker] ?? port}`),
      line,
    );
  }
}

const USUAL_PORTS = { intelligence: 8053, bridge: 8054, 'dlq-monitor': 8055, recorder: 8056, coordinator: 8057 };
