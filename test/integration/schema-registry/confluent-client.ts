import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { leftOut } from './on-registry';

const VENV = join(__dirname, '..', '..', '..', '.local', 'python', 'bin', 'python');
const SCRIPT = join(__dirname, 'confluent_client.py');
const MODULES = 'confluent_kafka.schema_registry.json_schema, confluent_kafka.schema_registry.avro';

/** A Python with Confluent's serializers, or `undefined`. OMNI_TEST_PYTHON names one; else the project's own. */
export function findConfluentPython(): string | undefined {
  const candidates = [process.env['OMNI_TEST_PYTHON'], VENV, 'python3'].filter((python) => python !== undefined);
  return candidates.find(hasSerializer);
}

/** What the client prints; rejects with its traceback. */
export async function confluentClient(python: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(python, [SCRIPT, ...args], {
    timeout: 60_000,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return stdout.trim();
}

/** Loudly no test; an error where nothing may be left out. */
export function leaveOut(what: string): void {
  const reason = `${what} left out: no Python has them (test/python/requirements.txt)`;
  if (process.env['OMNI_TEST_REQUIRE_ALL'] === '1') throw new Error(reason);
  leftOut(reason);
  // oxlint-disable-next-line jest/no-disabled-tests -- the run says what it left out
  it.skip(reason, () => undefined);
}

function hasSerializer(python: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${MODULES}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
