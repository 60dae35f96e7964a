import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { checkAgainst, type FileCheck } from './check-against';
import { columns } from './columns';
import { EXIT, usage } from './failure';
import { oneLine } from './printable';
import { unlessEnded, type Paint, type Session } from './session';
import { showFindings } from './show-findings';

export interface CheckContracts {
  /** A commit, branch or tag. */
  readonly against: string;
  /** Folder with the schema files. */
  readonly dir: string;
}

type Texts = ReadonlyMap<string, string>;

/** `omni contracts check`: the schema files as they are beside the same files at a git commit. */
export async function checkContracts({ against, dir }: CheckContracts, session: Session): Promise<number> {
  const newer = await filesIn(dir);
  const older = await unlessEnded(session.signal, filesAt(against, dir));
  const checks = checkAgainst(older, newer);
  await session.print(
    session.json ? JSON.stringify({ against, dir, files: checks }) : showChecks(checks, session.paint),
  );
  return checks.some(({ outcome }) => outcome === 'refused') ? EXIT.no : EXIT.ok;
}

/** The schema files below a folder, by their path in it. */
export async function filesIn(dir: string): Promise<Texts> {
  try {
    const names = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.json'));
    const texts = names.map(
      async (name) => [name.split(sep).join('/'), await readFile(join(dir, name), 'utf8')] as const,
    );
    return new Map(await Promise.all(texts));
  } catch (error) {
    throw usage(`${dir} cannot be read: ${oneLine((error as Error).message)}`);
  }
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

async function filesAt(ref: string, dir: string): Promise<Texts> {
  // A name that looks like an option would be one.
  if (ref.startsWith('-')) throw usage(`${oneLine(ref)} is not a commit`);
  const listed = await git(dir, 'ls-tree', '-r', '-z', '--name-only', ref, '--', '.');
  const texts = new Map<string, string>();
  for (const name of listed.split('\0').filter((file) => file.endsWith('.json'))) {
    texts.set(name, await git(dir, 'show', `${ref}:./${name}`));
  }
  return texts;
}

async function git(dir: string, ...words: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', words, { cwd: dir, maxBuffer: MAX_OUTPUT_BYTES });
    return stdout;
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw usage(oneLine(`git ${words[0] ?? ''}: ${said.split('\n')[0] ?? said}`));
  }
}

const COLOURS = { same: 'dim', new: 'green', changed: 'yellow', refused: 'red' } as const;

function showChecks(checks: readonly FileCheck[], paint: Paint): string {
  const told = checks.filter(({ outcome }) => outcome !== 'same');
  const rows = told.map(({ file, outcome, ...rest }) => [
    paint(COLOURS[outcome], outcome),
    oneLine(file),
    described(rest),
  ]);
  const refused = checks.filter(({ outcome }) => outcome === 'refused');
  const details = refused
    .filter(({ findings }) => findings.length > 0)
    .map(({ file, findings }) => `${paint('bold', oneLine(file))}\n${showFindings(findings, paint)}`);
  const summary = `${checks.length} schemas: ${told.length - refused.length} new or changed, ${refused.length} refused`;
  return [...(rows.length === 0 ? [] : [columns(rows)]), ...details, summary].join('\n\n');
}

function described({ step, from, to, reason }: Omit<FileCheck, 'file' | 'outcome'>): string {
  if (reason !== undefined) return oneLine(reason);
  return from === undefined ? `version ${to ?? '?'}` : `${step ?? 'none'}: ${from} to ${to ?? '?'}`;
}
