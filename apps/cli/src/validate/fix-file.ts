import { Refused } from '../stamp/refused';
import { readStable, replaceFile } from '../stamp/stable-file';
import { reasonOf } from '../system-error';
import { checkFile, type Checking } from './check-file';
import { unchecked, type CheckedFile, type FileReport } from './file-report';
import type { Source } from './read-source';
import type { Repair } from './repairing';

/** One repair may uncover the next. */
const MAX_ROUNDS = 5;

/** Repairs what can be repaired safely, writes the file where that made it better, and says what is left. */
export async function fixFile(source: Source, checking: Checking, repair: Repair): Promise<FileReport> {
  const first = await checkFile(source, checking);
  let [text, last] = [source.text, first];
  for (let round = 0; round < MAX_ROUNDS && last.kind === 'checked'; round += 1) {
    const next = await repair({ ...source, text }, last.result.issues);
    const report = next === text ? last : await checkFile({ ...source, text: next }, checking);
    if (!isBetter(report, last)) break;
    [text, last] = [next, report];
  }
  if (last === first || last.kind !== 'checked') return first;
  const problem = await written(source, text);
  return problem ?? { ...last, fixed: countOf(first) - countOf(last) };
}

function isBetter(report: FileReport, before: CheckedFile): report is CheckedFile {
  if (report.kind !== 'checked' || report === before) return false;
  return errorsOf(report) <= errorsOf(before) && countOf(report) < countOf(before);
}

function countOf(report: FileReport): number {
  return report.kind === 'checked' ? report.result.issues.length + report.result.issues_omitted : 0;
}

function errorsOf({ result: { issues } }: CheckedFile): number {
  return issues.filter(({ severity }) => severity === 'error').length;
}

const MARK = Buffer.from('\ufeff');

/** Only over what was read: somebody may have saved it meanwhile. */
async function written({ path, text: before }: Source, text: string): Promise<FileReport | undefined> {
  try {
    const file = await readStable(path);
    const mark = file.bytes.subarray(0, MARK.length).equals(MARK) ? MARK : Buffer.alloc(0);
    if (!file.bytes.equals(Buffer.concat([mark, Buffer.from(before)]))) throw new Refused('file_changed', CHANGED);
    await replaceFile(file, Buffer.concat([mark, Buffer.from(text)]));
    return undefined;
  } catch (error) {
    const why = error instanceof Refused ? error.message : reasonOf(error);
    return unchecked(path, 'file_unreadable', `it cannot be repaired: ${why}`);
  }
}

const CHANGED = 'it changed while it was checked';
