/** A place in a source. Offsets count UTF-16 units; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Kinds of direct statements of a block, the docstring left out. `other` stands for whatever has no name here. */
export type Statement =
  | 'assign'
  | 'class'
  | 'ellipsis'
  | 'expression'
  | 'function'
  | 'if'
  | 'import'
  | 'jump'
  | 'loop'
  | 'match'
  | 'other'
  | 'pass'
  | 'raise'
  | 'return'
  | 'try'
  | 'with';

/** An expression, as far as a rule needs to know it. */
export interface Value extends Span {
  readonly kind:
    | 'boolean'
    | 'call'
    | 'comprehension'
    | 'dict'
    | 'lambda'
    | 'list'
    | 'name'
    | 'none'
    | 'number'
    | 'other'
    | 'set'
    | 'string'
    | 'tuple';
  /** Dotted path of a name, attribute chain or callee: `self.db.fetch`; calls in between as `()`, subscripts as `[]`. */
  readonly path: string;
  /** Contents of a string literal without interpolation. */
  readonly text?: string;
}

export interface Argument {
  /** Keyword; empty for a positional one. */
  readonly name: string;
  readonly value: Value;
  /** `*args` or `**kwargs` at the call. */
  readonly spread: boolean;
}

export interface Parameter extends Span {
  readonly name: string;
  /** Source text of the annotation. */
  readonly annotation?: string;
  readonly default?: Value;
  /** `*args` 'list', `**kwargs` 'keywords'. */
  readonly spread?: 'list' | 'keywords';
}
