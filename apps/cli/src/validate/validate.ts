import type { Arguments } from '../arguments';
import { usage } from '../failure';
import { inOrder } from '../in-order';
import { progressBar } from '../progress';
import { unlessEnded, type Session } from '../session';
import { workersOf } from '../workers';
import { answering } from './answering';
import { checkFile, type Checking } from './check-file';
import type { FileReport, UncheckedFile } from './file-report';
import { fixFile } from './fix-file';
import { CODE, findFiles, type Found } from './find-files';
import { openOutput, type Output } from './output';
import { readPaths, type Named } from './paths';
import { ContractError, contractsBeside, readContracts } from './read-contracts';
import { readInput, readSource, type Source } from './read-source';
import { repairing } from './repairing';
import type { Writer } from './run-info';
import { readSettings, type Format, type Settings } from './settings';
import { Tally } from './tally';
import { writeGithub } from './write-github';
import { writeJson } from './write-json';
import { writeSarif } from './write-sarif';
import { showTally, writeText } from './write-text';

/** Files in work for each thread: enough to keep it busy while others are read and written. */
const FILES_AT_ONCE = 2;

/** A thread takes as long to start as it takes to check a hundred files: few files get few threads. */
const FILES_PER_THREAD = 32;

const WRITERS: Readonly<Record<Format, Writer>> = {
  text: writeText,
  json: writeJson,
  sarif: writeSarif,
  github: writeGithub,
};

/** `omni validate`: what a worker would answer about each file, in this process. */
export async function validate(typed: Arguments, session: Session): Promise<number> {
  const settings = readSettings(typed);
  const workers = workersOf(typed);
  const contractsOf = await contractsFor(settings);
  const input = session.input as AsyncIterable<Buffer>;
  const named = await unlessEnded(session.signal, readPaths(typed, input));
  if (settings.fix && named.kind === 'input') throw usage('--fix repairs files, and - is none');
  const sources = await unlessEnded(session.signal, all(sourcesOf(named, input, settings.asGit)));
  const output = await openOutput(settings.output, session);
  const { ask, close } = answering(Math.min(workers, Math.ceil(sources.length / FILES_PER_THREAD)), settings.cached);
  const bar = progressBar(session, 'files');
  try {
    const checking = { ask, contractsOf, question: settings.question, maxIssues: settings.maxIssues };
    const look = settings.fix ? fixingWith(checking) : (source: Source) => checkFile(source, checking);
    const reports = inOrder(each(sources), workers * FILES_AT_ONCE, (read) => reportOn(read, look));
    const onFile = (done: number): void => bar.show(done, sources.length);
    return await unlessEnded(session.signal, write(reports, settings, output, session, onFile));
  } finally {
    bar.end();
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

async function* sourcesOf(named: Named, input: AsyncIterable<Buffer>, asGit: boolean): AsyncGenerator<Read> {
  if (named.kind === 'input') yield () => readInput(input, named.filePath);
  else for await (const found of findFiles(named.paths, { ...CODE, asGit })) yield reading(found);
}

function reading(found: Found): Read {
  return found.kind === 'file' ? () => readSource(found.path) : () => Promise.resolve(found);
}

function fixingWith(checking: Checking): (source: Source) => Promise<FileReport> {
  const repair = repairing();
  return (source) => fixFile(source, checking, repair);
}

async function reportOn(read: Read, look: (source: Source) => Promise<FileReport>): Promise<FileReport> {
  const source = await read();
  return source.kind === 'unchecked' ? source : look(source);
}

async function all<Item>(source: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function write(
  reports: AsyncIterable<FileReport>,
  settings: Settings,
  { paint, print }: Output,
  { note, status }: Session,
  onFile: (done: number) => void,
): Promise<number> {
  const tally = new Tally(settings.threshold);
  const run = { settings, tally, paint, folder: process.cwd() };
  for await (const text of WRITERS[settings.format](counted(reports, tally, onFile), run)) {
    // On a terminal the report goes where the progress stands.
    status('');
    await print(text);
  }
  if (settings.output !== undefined && !settings.quiet) note(showTally(tally, paint));
  return tally.exitCode;
}

async function* counted(
  reports: AsyncIterable<FileReport>,
  tally: Tally,
  onFile: (done: number) => void,
): AsyncGenerator<FileReport> {
  for await (const report of reports) {
    tally.add(report);
    onFile(tally.files);
    yield report;
  }
}
