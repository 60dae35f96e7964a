import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PORTS, type PortName } from '../../../tools/local-stack/src/config';
import { freePort } from '../../../tools/local-stack/src/ports';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { eventually } from '../../support/eventually';

const COPIED = ['apps', 'dist', 'libs', 'schemas', 'test', 'tools'];
const FILES = ['.env.example', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** On a machine that has much else to do. */
const DEADLINE_MS = 120_000;

/** The project as it is here, in a folder and on ports of its own: a stack that runs here is not disturbed. */
export class Clone {
  readonly #running: Running[] = [];

  private constructor(
    readonly root: string,
    readonly ports: Readonly<Record<PortName, number>>,
  ) {}

  /** `more`: other files and folders that are copied. */
  static async make(more: readonly string[] = []): Promise<Clone> {
    const root = mkdtempSync(join(tmpdir(), 'local-stack-'));
    // PostgreSQL's account must be able to pass.
    chmodSync(root, 0o711);
    for (const name of [...COPIED, ...FILES, ...more]) {
      cpSync(join(projectRoot(), name), join(root, name), { recursive: true, preserveTimestamps: true });
    }
    symlinkSync(join(projectRoot(), 'node_modules'), join(root, 'node_modules'));
    const names = Object.keys(PORTS) as PortName[];
    const ports: [PortName, number][] = [];
    for (const name of names) ports.push([name, await freePort()]);
    const clone = new Clone(root, Object.fromEntries(ports) as Record<PortName, number>);
    clone.forgetCompiled();
    return clone;
  }

  /** The next start compiles, and finds that nothing changed. */
  forgetCompiled(): void {
    rmSync(join(this.root, 'dist/.compiled-from'), { force: true });
  }

  /** Runs the script of that name as npm does. Nothing is on its PATH, so the broker is the one in memory. */
  run(script: 'start' | 'demo', argv: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Running {
    const manifest = JSON.parse(readFileSync(join(this.root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const [program, ...args] = manifest.scripts[script]?.split(' ') ?? [];
    if (program !== 'node') throw new Error(`npm runs ${program}`);
    return this.#spawn([...args, ...argv], { ...this.#portsInEnvironment(), ...env }, this.root);
  }

  /** The command line of the clone, elsewhere and with nothing in its environment. */
  omni(argv: readonly string[]): Running {
    return this.#spawn([join(this.root, 'dist/apps/cli/src/main.js'), ...argv], {}, tmpdir());
  }

  /** Processes that were started from this folder, or for it. */
  processes(): readonly number[] {
    const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return numbers.filter((pid) => placeOf(pid).includes(this.root)).map(Number);
  }

  /** Whatever still runs is killed. */
  remove(): void {
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL');
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  #spawn(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Running {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { PATH: this.root, VALIDATION_WARM_UP: '5', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const running = new Running(child);
    this.#running.push(running);
    return running;
  }

  #portsInEnvironment(): Record<string, string> {
    const entries = Object.entries(PORTS) as [PortName, { variable: string }][];
    return Object.fromEntries(entries.map(([name, { variable }]) => [variable, String(this.ports[name])]));
  }
}

/** One command, and what it said: both outputs in the order in which they came. */
export class Running {
  readonly lines: string[] = [];

  #hasEnded = false;

  constructor(readonly child: ChildProcess) {
    child.once('close', () => (this.#hasEnded = true));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface(stream).on('line', (line) => this.lines.push(line));
    }
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** The first line that fits, when it comes. */
  async said(what: RegExp): Promise<string> {
    const find = () => this.lines.find((line) => what.test(line));
    await eventually(`it says ${what}, or ends`, () => find() !== undefined || this.#hasEnded, DEADLINE_MS);
    const found = find();
    if (found === undefined) throw new Error(`it did not say ${what}:\n${this.text}`);
    return found;
  }

  /** Its exit code, when all that it said is there. */
  async ended(): Promise<number | null> {
    await eventually('it ends', () => this.#hasEnded, DEADLINE_MS);
    return this.child.exitCode;
  }
}

/** Its words and its folder. */
function placeOf(pid: string): string {
  try {
    return `${readFileSync(`/proc/${pid}/cmdline`, 'utf8')}\0${readlinkSync(`/proc/${pid}/cwd`)}`;
  } catch {
    return '';
  }
}
