import { execFile } from 'node:child_process';

export interface Done {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Where it was in the end. */
  readonly folder: string;
}

const FOLDER = '\nthe folder is ';
const HANG_GUARD_MS = 240_000;

/** Runs a line in Bash, with nothing in its environment but `env`. */
export function shell(
  line: string,
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<Done> {
  const script = `${line}\nprintf '${FOLDER.replace('\n', '\\n')}%s' "$PWD"`;
  const options = { cwd, env, timeout: HANG_GUARD_MS, maxBuffer: 50_000_000 };
  return new Promise((resolve) => {
    execFile('bash', ['--norc', '-eu', '-o', 'pipefail', '-c', script], options, (error, output, stderr) => {
      const [stdout = '', folder = cwd] = output.split(FOLDER);
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr, folder });
    });
  });
}
