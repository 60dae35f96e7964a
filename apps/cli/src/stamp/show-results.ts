import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import { progressBar } from '../progress';
import type { Session } from '../session';
import { Tally, type Shown } from './tally';

/** Of the form of output: moves when a property changes its meaning or goes. */
const VERSION = 1;

/** What is said behind the files: lines for people, properties of the JSON beside `files` and `summary`. */
export interface Ending {
  readonly text: readonly string[];
  readonly json: object;
  readonly exitCode: number;
}

/**
 * Shows results as they come; with JSON as one object, a file a line. Ends with the worst exit code, of a file or of the
 * `ending`, which is asked for when all have been shown.
 */
export async function showResults(
  results: AsyncIterable<Shown>,
  total: number,
  typed: Arguments,
  session: Session,
  ending: (tally: Tally) => Promise<Ending> = async () => ({ text: [], json: {}, exitCode: EXIT.ok }),
): Promise<number> {
  const bar = progressBar(session, 'files');
  const tally = new Tally();
  if (session.json) await session.print(`{"version":${VERSION},"files":[`);
  try {
    for await (const shown of results) {
      session.signal.throwIfAborted();
      const text = session.json ? `${tally.files === 0 ? '' : ','}${JSON.stringify(shown.json)}` : textOf(shown, typed);
      tally.add(shown);
      bar.show(tally.files, Math.max(total, tally.files));
      if (text === '') continue;
      bar.end();
      await session.print(text);
    }
  } finally {
    bar.end();
  }
  const { text, json, exitCode } = await ending(tally);
  tally.exit_code = Math.max(tally.exit_code, exitCode);
  if (session.json) await session.print(`],${members({ ...json, summary: tally })}}`);
  else if (!typed.flag('quiet')) for (const line of [...text, tally.sentence(session.paint)]) await session.print(line);
  return tally.exit_code;
}

function members(json: object): string {
  return JSON.stringify(json).slice(1, -1);
}

function textOf({ text, exitCode }: Shown, typed: Arguments): string {
  return typed.flag('quiet') && exitCode === EXIT.ok ? '' : text;
}
