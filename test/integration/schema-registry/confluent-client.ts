import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const VENV = join(__dirname, '..', '..', '..', '.local', 'python', 'bin', 'python');
const SCRIPT = join(__dirname, 'confluent_client.py');
const MODULE = 'confluent_kafka.schema_registry.json_schema';

/** A Python with Confluent's JSON serializer, or `undefined`. OMNI_TEST_PYTHON names one; else the project's own. */
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

function hasSerializer(python: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${MODULE}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
