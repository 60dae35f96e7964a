import { json } from 'node:stream/consumers';
import { asFailure } from '../../../apps/cli/src/failure';
import { omni } from '../../../apps/cli/src/omni';
import { openSession } from '../../../apps/cli/src/session';

export interface Ending {
  readonly exitCode: number;
  readonly message: string;
}

/** Runs `omni` with each of the lists of words on standard input, one after the other; prints how each ended. */
async function main(): Promise<void> {
  const endings: Ending[] = [];
  for (const argv of (await json(process.stdin)) as string[][]) {
    const ended = await omni(argv, (wanted) => openSession(process, wanted, new AbortController().signal)).then(
      (exitCode) => ({ exitCode, message: '' }),
      (error: unknown) => asFailure(error),
    );
    endings.push({ exitCode: ended.exitCode, message: ended.message });
  }
  process.stdout.write(`\n${JSON.stringify(endings)}\n`, () => process.exit(0));
}

if (require.main === module) void main();
