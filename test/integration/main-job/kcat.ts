import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describeWith } from '../../support/describe-with';
import { blocksOf } from '../documents/documented-commands';
import { HELLO } from './stamping';
import type { TestSystem } from './test-system';

/** What `docs/clients.md` begins with, typed as it stands there but for the place of the broker. */
export function describeKcat(system: () => TestSystem): void {
  describeWith(
    'kcat',
    'the first lines of the page for clients',
    () => {
      it('ask, and show the reply', async () => {
        const [first] = blocksOf('docs/clients.md');
        const typed = (first?.text ?? '').replaceAll('localhost:9092', system().bootstrap);
        const shell = spawn('bash', ['-c', typed], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
        const lines = createInterface(shell.stdout);
        const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(120_000) }).finally(() =>
          interrupt(shell),
        )) as [string];
        const [, id, reply] = /^([0-9a-f-]{36}) (\{.*\})$/.exec(line) ?? [];
        expect(JSON.parse(reply ?? 'null')).toMatchObject({ correlation_id: id, blake3_hash: HELLO });
      });
    },
    '-V',
  );
}

/** With all that it started, which waits for more until then, unless another message has ended it. */
function interrupt({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
