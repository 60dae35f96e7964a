import type { RefusalCode, ValidationIssue, ValidationResult } from '#contracts';

/** Why a file was not checked: what the domain refuses, and what is wrong with the file itself. */
export type ProblemCode = RefusalCode | 'file_not_found' | 'file_unreadable' | 'contract_unreadable';

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
}

export interface CheckedFile {
  readonly kind: 'checked';
  /** As the user would write it. */
  readonly path: string;
  readonly source: string;
  readonly result: ValidationResult;
  /** Those of the result that are to be listed, by position. */
  readonly issues: readonly ValidationIssue[];
  /** How many issues are not listed. */
  readonly omitted: number;
  /** How many were repaired in the file: they are none any more. */
  readonly fixed?: number;
}

export interface UncheckedFile {
  readonly kind: 'unchecked';
  readonly path: string;
  readonly problem: Problem;
}

/** The result of one file. */
export type FileReport = CheckedFile | UncheckedFile;

export function unchecked(path: string, code: ProblemCode, message: string): UncheckedFile {
  return { kind: 'unchecked', path, problem: { code, message } };
}
