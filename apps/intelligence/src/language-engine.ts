import type { Refusal } from '#contracts';
import type { Code, CodeLanguage } from './code/code';
import type { Diagnostic, Findings, UnfinishedReason } from './code/findings';
import type { LineCounts } from './code/metrics/maintainability';

export interface Unfinished {
  readonly kind: 'unfinished';
  readonly reason: UnfinishedReason;
}

/** A source, read. */
export type Parsed = { readonly kind: 'read'; readonly code: Code; readonly lines: LineCounts } | Unfinished;

/** A source, read, with what the engines of its language find wrong. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly code: Code;
      readonly diagnostics: readonly Diagnostic[];
      readonly lines: LineCounts;
    }
  | Unfinished;

export interface LanguageEngine {
  /** As answers name it. */
  readonly name: CodeLanguage;
  /** Why a source may not be given to the engine, or `undefined`. */
  beyondLimits(source: string): Refusal | undefined;
  /** Never throws. After `unfinished` the thread has to be given up. */
  read(source: string): Reading;
  /** Reads without looking for what is wrong. Never throws; the same after `unfinished`. */
  parse(source: string): Parsed;
}

const BYTE_ORDER_MARK = '\ufeff';

export function withoutMark(source: string): string {
  return source.startsWith(BYTE_ORDER_MARK) ? source.slice(1) : source;
}

/** What `parse` makes of a source; a parser that gives up has trapped. */
export function parsed(parse: () => Code, count: (code: Code) => LineCounts): Parsed {
  try {
    const code = parse();
    return { kind: 'read', code, lines: count(code) };
  } catch {
    return { kind: 'unfinished', reason: 'trap' };
  }
}

/** A reading of both engines: findings first, because what traps one need not be given to the other. */
export function reading(findings: Findings, parse: () => Parsed): Reading {
  if (findings.kind === 'unfinished') return findings;
  const read = parse();
  return read.kind === 'unfinished' ? read : { ...read, diagnostics: findings.diagnostics };
}
