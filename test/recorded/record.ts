import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readExchange } from '#event-log';
import { openDatabase } from '#storage';
import { circumstanceOf } from '../../apps/cli/src/replay/compare/circumstances';
import { projectRoot } from '../../tools/local-stack/src/project';
import { omni } from '../integration/cli/omni';
import type { Seen } from '../integration/main-job/tap';
import type { TestSystem } from '../integration/main-job/test-system';
import { eventually } from '../support/eventually';
import { questions, warmUp, type Question } from './questions';

/** Real traffic through the workers of some build, as `omni replay --export` writes it. */
export const SAMPLE = join(projectRoot(), 'test/recorded/sample.jsonl');

/** Of an answer on a busy machine: engines are loaded with their first source. */
const DEADLINE_MS = 120_000;

/** Asks the workers everything, and waits until the recorder has the answers. Resolves to when it began. */
export async function askEverything(system: TestSystem): Promise<string> {
  await eventually(
    'the engines are loaded',
    async () => circumstanceOf(await ask(system, warmUp())) === null,
    DEADLINE_MS,
  );
  const began = new Date().toISOString();
  const asked = questions();
  // One after the other: a stamp must be made before it is verified, and the sample keeps an order that can be read.
  for (const question of asked) await ask(system, question);
  await recorded(system, asked);
  return began;
}

async function ask({ tap }: TestSystem, { request, answers, correlationId }: Question): Promise<Seen> {
  await tap.send(request);
  const answered = () => answers.flatMap((topic) => tap.keyed(topic, correlationId))[0];
  return eventually(`an answer on ${answers.join(' or ')}`, answered, DEADLINE_MS);
}

async function recorded({ database }: TestSystem, asked: readonly Question[]): Promise<void> {
  const opened = openDatabase({
    url: database.url,
    maxConnections: 1,
    applicationName: 'record',
    onError: () => undefined,
  });
  const topics = [...new Set(asked.flatMap(({ answers }) => answers))];
  const ids = asked.map(({ correlationId }) => correlationId);
  try {
    await eventually(
      'every answer is recorded',
      async () => {
        const rows = await opened.query<{ answered: number }>(
          `SELECT count(DISTINCT correlation_id)::integer AS answered
         FROM event_log JOIN event_sources ON event_sources.id = source_id
         WHERE topic = ANY ($1) AND correlation_id = ANY ($2)`,
          [topics, ids],
        );
        return rows[0]?.answered === ids.length;
      },
      DEADLINE_MS,
    );
  } finally {
    await opened.close();
  }
}

/** Writes the sample anew from what was recorded since. */
export async function writeSample(system: TestSystem, since: string, file: string): Promise<void> {
  await rm(file, { force: true });
  const env = { DATABASE_URL: system.database.url };
  const { code, stderr } = await omni(['replay', '--from', since, '--export', file], { env });
  if (code !== 0) throw new Error(`omni replay --export: ${stderr}`);
  await chmod(file, 0o644);
  const replies = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => readExchange(line).reply);
  if (replies.some((reply) => reply === null || circumstanceOf(reply) !== null)) {
    throw new Error('a worker was too busy to answer everything; record it again');
  }
}
