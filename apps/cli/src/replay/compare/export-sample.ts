import { open } from 'node:fs/promises';
import { writeExchange } from '#event-log';
import type { Arguments } from '../../arguments';
import { onDatabase } from '../../database';
import { EXIT, usage } from '../../failure';
import { progressBar } from '../../progress';
import type { Session } from '../../session';
import { reasonOf } from '../../system-error';
import { filterOf } from '../filter';
import { exchangesOfLog, type ExchangeSource } from './source';
import { EVENT_LOG_TABLES } from './compare-options';

/** `omni replay … --export FILE`: requests and their answers as they are in the log. */
export async function exportSample(typed: Arguments, session: Session): Promise<number> {
  const file = typed.text('export') ?? '';
  const filter = filterOf(typed);
  const bar = progressBar(session, 'requests');
  const written = await onDatabase(session, EVENT_LOG_TABLES, async ({ query }) =>
    write(file, await exchangesOfLog(query, filter), bar.show),
  ).finally(bar.end);
  await session.print(session.json ? JSON.stringify({ file, requests: written }) : `${written} requests in ${file}`);
  return EXIT.ok;
}

/** Messages may have secrets in them: the file is its owner's. Never over another file. */
async function write(
  file: string,
  { total, exchanges }: ExchangeSource,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const output = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw usage(`${file} cannot be written: ${reasonOf(error)}`);
  });
  let written = 0;
  try {
    for await (const exchange of exchanges) {
      await output.appendFile(`${writeExchange(exchange)}\n`);
      onProgress((written += 1), total);
    }
  } finally {
    await output.close();
  }
  return written;
}
