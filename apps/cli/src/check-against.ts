import { isObject } from '#contracts';
import { compare, VERSION_STEPS, versionStep, type Finding, type VersionStep } from '#schema-evolution';
import { jsonMistake } from './payload';

export type FileOutcome = 'same' | 'new' | 'changed' | 'refused';

/** What became of one schema file. */
export interface FileCheck {
  readonly file: string;
  readonly outcome: FileOutcome;
  /** How far the schema moved; absent where there is nothing to compare. */
  readonly step?: VersionStep;
  readonly from?: string;
  readonly to?: string;
  /** Why it is refused. */
  readonly reason?: string;
  /** What makes a change a major one. */
  readonly findings: readonly Finding[];
}

type Texts = ReadonlyMap<string, string>;

/**
 * Compares schema files by name with what they were. A file must not vanish; its `x-version` must move at least as far
 * as its schema did; a major change needs a file of its own where the name ends in a major version (`….v1.json`).
 */
export function checkAgainst(older: Texts, newer: Texts): readonly FileCheck[] {
  const files = [...new Set([...older.keys(), ...newer.keys()])].sort();
  return files.map((file) => checkFile(file, older.get(file), newer.get(file)));
}

function checkFile(file: string, before: string | undefined, after: string | undefined): FileCheck {
  if (after === undefined) return refused(file, 'it was removed; readers of old data still need it');
  const mistake = jsonMistake(after);
  if (mistake !== null) return refused(file, `it is not JSON: ${mistake}`);
  const newer = JSON.parse(after) as unknown;
  const to = versionOf(newer);
  if (to === undefined) return refused(file, 'it has no x-version of the form 1.2.3');
  if (before === undefined || jsonMistake(before) !== null) return { file, outcome: 'new', to, findings: [] };
  return compareFile(file, JSON.parse(before) as unknown, newer, to);
}

function compareFile(file: string, older: unknown, newer: unknown, to: string): FileCheck {
  const step = versionStep(older, newer);
  const from = versionOf(older);
  const moved = from === undefined ? 'major' : movedBy(from, to);
  const findings = step === 'major' ? compare(older, newer, { direction: 'full', policy: 'tolerant' }).findings : [];
  const check = { file, step, to, ...(from !== undefined && { from }), findings };
  const reason = reasonAgainst(file, step, moved, from ?? 'none', to);
  if (reason !== undefined) return { ...check, outcome: 'refused', reason };
  return { ...check, outcome: step === 'none' ? 'same' : 'changed' };
}

function reasonAgainst(file: string, step: VersionStep, moved: VersionStep | 'back', from: string, to: string) {
  if (moved === 'back') return `x-version went back from ${from} to ${to}`;
  if (step === 'major' && /\.v\d+\.json$/.test(file)) {
    return 'a major change needs a file and a topic of its own: this one stays as its readers know it';
  }
  if (VERSION_STEPS.indexOf(moved) >= VERSION_STEPS.indexOf(step)) return undefined;
  return `a ${step} change; x-version moved from ${from} to ${to}, which is ${moved === 'none' ? 'not at all' : `a ${moved} step`}`;
}

function refused(file: string, reason: string): FileCheck {
  return { file, outcome: 'refused', reason, findings: [] };
}

const VERSION = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/;

function versionOf(schema: unknown): string | undefined {
  const version = isObject(schema) ? schema['x-version'] : undefined;
  return typeof version === 'string' && VERSION.test(version) ? version : undefined;
}

function movedBy(from: string, to: string): VersionStep | 'back' {
  const [before, after] = [from, to].map((version) => version.split('.').map(Number));
  for (const [at, step] of (['major', 'minor', 'patch'] as const).entries()) {
    const difference = (after?.[at] ?? 0) - (before?.[at] ?? 0);
    if (difference !== 0) return difference > 0 ? step : 'back';
  }
  return 'none';
}
