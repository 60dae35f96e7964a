import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearOrphan } from '../../tools/local-stack/src/process-record';
import { localPath } from '../../tools/local-stack/src/project';
import { premisesFor } from '../../tools/local-stack/src/postgres-account';
import { findPostgresBinaries } from '../../tools/local-stack/src/postgres-binaries';

/** Ends and removes what a campaign left behind that was killed; one that still runs keeps what is its own. */
export async function clearLeftovers(say: (line: string) => void): Promise<void> {
  const runs = localPath('campaign');
  for (const name of existsSync(runs) ? readdirSync(runs) : []) {
    await clearRun(join(runs, name), say).catch(() => undefined);
  }
}

async function clearRun(directory: string, say: (line: string) => void): Promise<void> {
  for (const record of readdirSync(directory).filter((file) => /-\d+\.json$/.test(file))) {
    await clearOrphan(join(directory, record), record.replace('.json', ''), 'SIGKILL', say);
  }
  for (const server of ['kafka', 'postgres']) {
    const place = join(directory, server);
    if (!existsSync(place)) continue;
    await clearOrphan(join(place, 'process.json'), server, 'SIGKILL', say);
    if (server === 'postgres')
      rmSync(premisesFor(place, findPostgresBinaries()).directory, { recursive: true, force: true });
    rmSync(place, { recursive: true, force: true });
  }
}
