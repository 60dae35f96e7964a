import { type CodeLanguage, type Refusal, refusal } from '#contracts';
import type { Code } from './code/code';
import type { Diagnostic, Fault, Findings, UnfinishedReason } from './code/findings';
import type { LineCounts } from './code/metrics/maintainability';

/** Larger sources cost more than a request may take: 1 MB of plain statements takes ruff alone about 270 ms. */
export const MAX_CODE_BYTES = 512 * 1024;

/**
 * Parsers and rules pay for tokens, not for bytes. The largest of 16,000 upstream files (324 KB) has 27,000; text made
 * of tokens only, errors included, takes a second for as many as these (measured).
 */
export const MAX_TOKENS = 80_000;

/** A source that was not read. */
export type Unread =
  | { readonly kind: 'unfinished'; readonly reason: UnfinishedReason }
  /** It is larger or deeper than what is read (`code_too_large`, `code_too_deep`). */
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A source, read. */
export type Parsed = { readonly kind: 'read'; readonly code: Code; readonly lines: LineCounts } | Unread;

/** A source, read, with what the engines of its language find wrong. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly code: Code;
      readonly diagnostics: readonly Diagnostic[];
      readonly lines: LineCounts;
    }
  | Unread;

export interface LanguageEngine {
  /** As answers name it. */
  readonly name: CodeLanguage;
  /** Never throws. After `unfinished` the thread has to be given up. */
  read(source: string): Reading;
  /** Reads without looking for what is wrong. Never throws; the same after `unfinished`. */
  parse(source: string): Parsed;
  /**
   * The source with those faults repaired that the engine repairs without changing what code does; what its author told
   * the engine to leave stays. Never throws.
   */
  fix(source: string, faults: readonly Fault[]): string;
}

/** What a source asks of those who read it. */
export interface Demand {
  /** Words, marks, strings and ends of lines, outside comments. */
  readonly tokens: number;
  /** What nests deeper than the language's engines support, in words. */
  readonly tooDeep: string | undefined;
}

/** How a language reads its sources. */
export interface Reads {
  readonly demand: (source: string) => Demand;
  /** Throws when the parser traps. */
  readonly parse: (source: string) => Code;
  readonly count: (code: Code) => LineCounts;
}

/** What `parse` makes of a source that is within the limits. */
export function parsed(source: string, { demand, parse, count }: Reads): Parsed {
  const bytes = Buffer.byteLength(source, 'utf8');
  if (bytes > MAX_CODE_BYTES) return tooLarge(`has ${bytes} bytes; at most ${MAX_CODE_BYTES} are checked`);
  const { tokens, tooDeep } = demand(source);
  if (tooDeep !== undefined) return refused('code_too_deep', `is nested too deeply: ${tooDeep}`);
  if (tokens > MAX_TOKENS) return tooLarge(`has ${tokens} tokens; at most ${MAX_TOKENS} are checked`);
  try {
    const code = parse(withoutMark(source));
    return { kind: 'read', code, lines: count(code) };
  } catch {
    return { kind: 'unfinished', reason: 'trap' };
  }
}

/** A parsed source with what `check` finds in it. */
export function checked(read: Parsed, check: (code: Code) => Findings): Reading {
  if (read.kind !== 'read') return read;
  const findings = check(read.code);
  return findings.kind === 'unfinished' ? findings : { ...read, diagnostics: findings.diagnostics };
}

function tooLarge(why: string): Unread {
  return refused('code_too_large', why);
}

function refused(code: 'code_too_large' | 'code_too_deep', why: string): Unread {
  return { kind: 'refused', refusal: refusal(code, `code_content ${why}`) };
}

const BYTE_ORDER_MARK = '\ufeff';

function withoutMark(source: string): string {
  return source.startsWith(BYTE_ORDER_MARK) ? source.slice(1) : source;
}
