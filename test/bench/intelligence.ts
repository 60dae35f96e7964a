import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { ValidateRequest } from '#contracts';
import { pythonSample as python, typescriptSample as typescript } from '#code-model';
import { type Job, type JobDone, WORKER_SCRIPT, WorkerPool } from '#code-intelligence';
import { round } from './figures';

/** Lines; about a handler, a node, a large module. */
const SIZES = [50, 200, 1000] as const;
const FILES = 150;
const ROUNDS = 3;

interface Row {
  readonly name: string;
  readonly filesPerSecond: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
}

/**
 * `npm run bench -- intelligence [FOLDER]`: full validation by one worker thread, one file after the other, by language
 * and size, beside the command lines of ruff and pyflakes on the same files where they are installed. The files are made
 * up; with FOLDER its Python files are measured as well.
 */
export async function reportIntelligence(folder?: string): Promise<void> {
  const pool = new WorkerPool<Job, JobDone>({
    script: WORKER_SCRIPT,
    size: 1,
    limitMs: 60_000,
    workerData: { warmUpChecks: 150 },
  });
  await pool.ready();
  try {
    for (const size of SIZES) {
      const files = Array.from({ length: FILES }, (_, n) => lines(python, n, size));
      await report(pool, `Python, ${size} lines`, 'python', files);
    }
    for (const size of SIZES) {
      const files = Array.from({ length: FILES }, (_, n) => lines(typescript, n, size));
      await report(pool, `TypeScript, ${size} lines`, 'typescript', files);
    }
    if (folder !== undefined) await report(pool, `Python files of ${folder}`, 'python', pythonFiles(folder));
  } finally {
    await pool.close();
  }
}

/** About `count` lines that parse: whole samples one below the other, the last one cut between two definitions. */
function lines(sample: (n: number) => string, n: number, count: number): string {
  const text: string[] = [];
  for (let at = n * 4; text.length < count; at += 4) text.push(...sample(at).split('\n'));
  let end = count;
  while (end < text.length && !/^(?:class|def|async|@|export|function|$)/.test(text[end] ?? '')) end += 1;
  return `${text.slice(0, end).join('\n')}\n`;
}

function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) === '.py')
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

async function report(
  pool: WorkerPool<Job, JobDone>,
  title: string,
  language: string,
  files: readonly string[],
): Promise<void> {
  const rows = [await measure(pool, language, files)];
  if (language === 'python') rows.push(...commandLines(files));
  const [own] = rows;
  console.log(`${title}, ${files.length} files, Node ${process.version}`);
  console.table(
    rows.map(({ name, filesPerSecond, p50, p95, p99 }) => ({
      name,
      'files/s': Math.round(filesPerSecond),
      '× ours': round(filesPerSecond / (own?.filesPerSecond ?? Number.NaN)),
      'p50 ms': p50 === undefined ? '' : round(p50),
      'p95 ms': p95 === undefined ? '' : round(p95),
      'p99 ms': p99 === undefined ? '' : round(p99),
    })),
  );
}

/** The last of several rounds: what came before warmed up. */
async function measure(pool: WorkerPool<Job, JobDone>, language: string, files: readonly string[]): Promise<Row> {
  let times: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    times = [];
    for (const code_content of files) {
      const request: ValidateRequest = { code_content, validation_type: 'full', language };
      const began = performance.now();
      await pool.run({ operation: 'validate', request });
      times.push(performance.now() - began);
    }
  }
  const total = times.reduce((sum, time) => sum + time, 0);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    name: 'omni, all rules, one thread',
    filesPerSecond: (1000 * files.length) / total,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}

interface CommandLine {
  readonly name: string;
  readonly command: string;
  /** What comes before `--version`. */
  readonly version: readonly string[];
  readonly args: readonly string[];
}

const COMMAND_LINES: readonly CommandLine[] = [
  {
    name: 'ruff check, its default rules',
    command: 'ruff',
    version: [],
    args: ['check', '--no-cache', '--exit-zero', '--quiet'],
  },
  { name: 'pyflakes', command: 'python3', version: ['-m', 'pyflakes'], args: ['-m', 'pyflakes'] },
];

/** All files in one run of each tool, its start included. */
function commandLines(files: readonly string[]): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'omni-bench-'));
  try {
    files.forEach((file, n) => writeFileSync(join(folder, `file_${n}.py`), file));
    return COMMAND_LINES.flatMap(({ name, command, version, args }) => {
      if (spawnSync(command, [...version, '--version']).status !== 0) return [];
      const began = performance.now();
      spawnSync(command, [...args, folder], { stdio: 'ignore' });
      return [{ name, filesPerSecond: (1000 * files.length) / (performance.now() - began) }];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
