import type { Refusal } from '#contracts';
import type { Code, CodeLanguage } from './code/code';
import type { Diagnostic, UnfinishedReason } from './code/findings';
import type { LineCounts } from './code/metrics/maintainability';

/** What the engines of a language make of a source. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly code: Code;
      readonly diagnostics: readonly Diagnostic[];
      readonly lines: LineCounts;
    }
  | { readonly kind: 'unfinished'; readonly reason: UnfinishedReason };

export interface LanguageEngine {
  /** As answers name it. */
  readonly name: CodeLanguage;
  /** Why a source may not be given to the engine, or `undefined`. */
  beyondLimits(source: string): Refusal | undefined;
  /** Never throws. After `unfinished` the thread has to be given up. */
  read(source: string): Reading;
}

const BYTE_ORDER_MARK = '\ufeff';

export function withoutMark(source: string): string {
  return source.startsWith(BYTE_ORDER_MARK) ? source.slice(1) : source;
}

/** What `parse` makes of it; a parser that gives up has trapped. */
export function reading(
  parse: () => Code,
  diagnostics: readonly Diagnostic[],
  count: (code: Code) => LineCounts,
): Reading {
  try {
    const code = parse();
    return { kind: 'read', code, diagnostics, lines: count(code) };
  } catch {
    return { kind: 'unfinished', reason: 'trap' };
  }
}
