import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..', '..', '..');
const VENV = join(ROOT, '.local', 'python', 'bin', 'python');
const MODULES = ['pydantic', 'aiokafka', 'cramjam', 'confluent_kafka', 'securesystemslib.dsse', 'flit_core', 'mypy'];

/** A Python that has what `test/python/requirements.txt` names, or why there is none. */
export function findPython(): { readonly python: string } | { readonly missing: string } {
  const python = existsSync(VENV) ? VENV : 'python3';
  try {
    execFileSync(python, ['-c', `import ${MODULES.join(', ')}`], { stdio: 'ignore' });
    return { python };
  } catch {
    return { missing: `${python} cannot import ${MODULES.join(', ')} (test/python/requirements.txt)` };
  }
}

/** Runs the client; rejects with its traceback. Resolves to the lines it printed. */
export function runClient(python: string, args: readonly string[]): Promise<readonly unknown[]> {
  return runScript(python, 'strict_client.py', args);
}

export async function runScript(python: string, name: string, args: readonly string[]): Promise<readonly unknown[]> {
  const script = resolve(ROOT, 'test', 'python', name);
  const { stdout } = await promisify(execFile)(python, [script, ...args], {
    timeout: 80_000,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
