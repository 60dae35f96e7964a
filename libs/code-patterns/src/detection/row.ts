import type { Kind } from '#code-model';
import type { Role } from './facts';

/** A regular expression; `(?i)` in front says that capitals are no difference. */
export type Expression = string;

/** What a row looks for: one of these. */
export interface Sought {
  readonly names?: readonly string[];
  readonly calls?: readonly string[];
  readonly imports?: readonly string[];
  readonly functionsTo?: readonly string[];
  readonly functions?: Expression;
  readonly bases?: Expression;
  readonly strings?: Expression;
  readonly sql?: Expression;
  readonly members?: Expression;
  readonly targets?: Expression;
  readonly raises?: Expression;
  readonly handlers?: Expression;
  readonly conditions?: Expression;
  readonly loops?: Expression;
  readonly rules?: readonly string[];
  readonly function?: string;
}

/** What an argument is given as; one of these is enough. */
export interface SoughtArgument {
  readonly name?: Expression;
  readonly path?: Expression;
  readonly text?: Expression;
}

/** A row of `knowledge/features`; the schema there says what each property means. */
export interface Row extends Sought {
  readonly as?: readonly Role[];
  readonly like?: Expression;
  readonly unlike?: Expression;
  readonly inside?: readonly Extract<Kind, 'comprehension' | 'function' | 'handler' | 'loop'>[];
  readonly outside?: Expression;
  readonly beside?: readonly Row[];
  readonly on?: readonly string[];
  readonly awaited?: true;
  readonly argument?: SoughtArgument;
  readonly arguments?: 'none' | 'some' | 'several';
  readonly async?: true;
  readonly words?: readonly string[];
  readonly decorated?: Expression;
  readonly takes?: 'nothing' | 'something';
  readonly at?: 'argument' | 'decorator';
  readonly shows?: string;
  readonly detail?: string;
  readonly limit?: number;
}

/** What a row gives its function. */
export interface Given {
  readonly limit: number;
}

export interface WrittenFeature {
  readonly seen: string;
  readonly strength: number;
  readonly find: readonly Row[];
}

export function regExpOf(expression: Expression): RegExp {
  return expression.startsWith('(?i)') ? new RegExp(expression.slice(4), 'i') : new RegExp(expression);
}
