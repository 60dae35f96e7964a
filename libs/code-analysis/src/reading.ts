import type { CallItem, Code } from '#code-model';
import { Bindings } from './bindings';
import type { Called } from './called';
import { type ClassKind, classKinds } from './class-kind';
import { Names } from './names';
import type { TableUse } from './sql-tables';
import { type Scope, Survey } from './survey';

/** What the parts of the analysis look at. */
export interface Reading {
  readonly code: Code;
  readonly survey: Survey;
  readonly names: Names;
  readonly bindings: Bindings;
  readonly classKinds: ReadonlyMap<Scope, ClassKind>;
  /** What calls have been resolved to. */
  readonly called: Map<CallItem, { readonly called: Called | undefined }>;
  /** What statements have been found to use. */
  readonly tables: Map<string, readonly TableUse[]>;
}

export function readingOf(code: Code): Reading {
  const survey = new Survey(code);
  const names = new Names(survey);
  return {
    code,
    survey,
    names,
    bindings: new Bindings(survey, names),
    classKinds: classKinds(survey, names),
    called: new Map(),
    tables: new Map(),
  };
}
