/** What is open at one place: counted in the frame it belongs to and over all frames. */
export interface Counts {
  links: number;
  /** `<` after an operand: type arguments until their `>`, also across commas. */
  angles: number;
  /** JSX elements. */
  tags: number;
  doubts: number;
}

export interface Frame extends Counts {
  readonly kind: 'base' | 'bracket' | 'text';
  /** Whether the bracket belongs to `if`, `while` …, so that a statement follows it and no operator. */
  readonly isHead: boolean;
  questions: number;
  /** After `?`, `)` and `:` an arrow function may be meant to be the alternative or the type of a parameter list. */
  isDoubtful: boolean;
}

export function frame(kind: Frame['kind'], isHead: boolean): Frame {
  return { kind, isHead, links: 0, angles: 0, tags: 0, doubts: 0, questions: 0, isDoubtful: false };
}
