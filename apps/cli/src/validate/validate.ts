import type { Arguments } from '../arguments';
import { usage } from '../failure';
import { inOrder } from '../in-order';
import { startIntelligence } from '../intelligence';
import { unlessEnded, type Session } from '../session';
import { workersOf } from '../workers';
import { checkFile, type Checking } from './check-file';
import type { FileReport, UncheckedFile } from './file-report';
import { findFiles, type Found } from './find-files';
import { openOutput, type Output } from './output';
import { readPaths, type Named } from './paths';
import { ContractError, contractsBeside, readContracts } from './read-contracts';
import { readInput, readSource, type Source } from './read-source';
import type { Writer } from './run-info';
import { readSettings, type Format, type Settings } from './settings';
import { Tally } from './tally';
import { writeJson } from './write-json';
import { writeSarif } from './write-sarif';
import { showTally, writeText } from './write-text';

/** Files in work for each thread: enough to keep it busy while others are read and written. */
const FILES_AT_ONCE = 2;

/** A thread takes as long to start as it takes to check a hundred files: few files get few threads. */
const FILES_PER_THREAD = 32;

const WRITERS: Readonly<Record<Format, Writer>> = { text: writeText, json: writeJson, sarif: writeSarif };

/** `omni validate`: what a worker would answer about each file, in this process. */
export async function validate(typed: Arguments, session: Session): Promise<number> {
  const settings = readSettings(typed);
  const workers = workersOf(typed);
  const contractsOf = await contractsFor(settings);
  const input = session.input as AsyncIterable<Buffer>;
  const named = await unlessEnded(session.signal, readPaths(typed, input));
  const { head, items } = await begun(sourcesOf(named, input), workers * FILES_PER_THREAD);
  const output = await openOutput(settings.output, session);
  const { ask, close } = startIntelligence(Math.ceil(head.length / FILES_PER_THREAD));
  try {
    const checking = { ask, contractsOf, question: settings.question, maxIssues: settings.maxIssues };
    const reports = inOrder(items, workers * FILES_AT_ONCE, (read) => reportOn(read, checking));
    return await unlessEnded(session.signal, write(reports, settings, output, session));
  } finally {
    await close();
    await output.close();
  }
}

async function contractsFor({ contracts, contractsBeside: auto }: Settings): Promise<Checking['contractsOf']> {
  const lists = await Promise.all(contracts.map(readContracts)).catch((error: unknown) => {
    throw error instanceof ContractError ? usage(error.message) : error;
  });
  const all = lists.flat();
  if (!auto) return () => Promise.resolve(all);
  const beside = contractsBeside();
  return async (filePath) => (filePath === undefined ? all : [...all, ...(await beside(filePath))]);
}

/** A file that is read in its turn. */
type Read = () => Promise<Source | UncheckedFile>;

async function* sourcesOf(named: Named, input: AsyncIterable<Buffer>): AsyncGenerator<Read> {
  if (named.kind === 'input') yield () => readInput(input, named.filePath);
  else for await (const found of findFiles(named.paths)) yield reading(found);
}

function reading(found: Found): Read {
  return found.kind === 'file' ? () => readSource(found.path) : () => Promise.resolve(found);
}

async function reportOn(read: Read, checking: Checking): Promise<FileReport> {
  const source = await read();
  return source.kind === 'unchecked' ? source : checkFile(source, checking);
}

/** The first `count` items there are, and all of them. */
async function begun<Item>(
  source: AsyncGenerator<Item>,
  count: number,
): Promise<{ readonly head: readonly Item[]; readonly items: AsyncIterable<Item> }> {
  const head: Item[] = [];
  while (head.length < count) {
    const { done, value } = await source.next();
    if (done === true) break;
    head.push(value);
  }
  const items = (async function* () {
    yield* head;
    yield* source;
  })();
  return { head, items };
}

async function write(
  reports: AsyncIterable<FileReport>,
  settings: Settings,
  { paint, print }: Output,
  { note }: Session,
): Promise<number> {
  const tally = new Tally(settings.threshold);
  const run = { settings, tally, paint, folder: process.cwd() };
  for await (const text of WRITERS[settings.format](counted(reports, tally), run)) await print(text);
  if (settings.output !== undefined && !settings.quiet) note(showTally(tally, paint));
  return tally.exitCode;
}

async function* counted(reports: AsyncIterable<FileReport>, tally: Tally): AsyncGenerator<FileReport> {
  for await (const report of reports) {
    tally.add(report);
    yield report;
  }
}
