import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearOrphan } from '../../tools/local-stack/src/process-record';
import { localPath } from '../../tools/local-stack/src/project';
import { postgresHomeFor } from '../../tools/local-stack/src/postgres-account';
import { findPostgresBinaries } from '../../tools/local-stack/src/postgres-binaries';

/** Ends the processes and removes the files of campaigns that were killed. A running campaign keeps its own. */
export async function clearStaleRuns(say: (line: string) => void): Promise<void> {
  const runs = localPath('campaign');
  for (const name of existsSync(runs) ? readdirSync(runs) : []) {
    await clearRun(join(runs, name), say).catch(() => undefined);
  }
}

/** The same for what one run keeps in `directory`; throws one sentence where that run goes on. */
export async function clearRun(directory: string, say: (line: string) => void): Promise<void> {
  for (const record of readdirSync(directory).filter((file) => /-\d+\.json$/.test(file))) {
    await clearOrphan(join(directory, record), record.replace('.json', ''), 'SIGKILL', say);
  }
  for (const server of ['kafka', 'postgres']) {
    const place = join(directory, server);
    if (!existsSync(place)) continue;
    await clearOrphan(join(place, 'process.json'), server, 'SIGKILL', say);
    if (server === 'postgres')
      rmSync(postgresHomeFor(place, findPostgresBinaries()).directory, { recursive: true, force: true });
    rmSync(place, { recursive: true, force: true });
  }
}
