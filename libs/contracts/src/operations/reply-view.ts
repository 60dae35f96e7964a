/** A sentence about an object of JSON; `{error.code}` stands for what is at that path. */
export type Template = string;

/** Whether what is at `field`, a dotted path, is that value. */
export interface Condition {
  readonly field: string;
  readonly is: string | number | boolean | null;
}

export interface ViewColumn {
  readonly text: Template;
  /** Instead of `text` in rows that are not marked as good. */
  readonly otherwise?: Template;
  /** The colour of each text; others are dim. Absent: no colour. */
  readonly paint?: Readonly<Record<string, 'red' | 'yellow' | 'green'>>;
}

/** A block of lines below the verdict; one that has nothing to show is left out. */
export type ViewPart =
  /** Every field under its name, those of objects with their path; `except` are top-level names. */
  | { readonly kind: 'facts'; readonly except: readonly string[] }
  | { readonly kind: 'fields'; readonly fields: readonly (readonly [label: string, path: string])[] }
  /** A row for each object of a list; `good` marks the rows, `omitted` counts what the list leaves out. */
  | {
      readonly kind: 'table';
      readonly of: string;
      readonly good?: Condition;
      readonly columns: readonly ViewColumn[];
      readonly omitted?: string;
    }
  | { readonly kind: 'texts'; readonly of: string }
  /** What was found, best first, and how many there are in all. */
  | { readonly kind: 'ranking'; readonly of: string; readonly total: string };

/** How people are shown a reply: data, which a command line renders. */
export interface ReplyView {
  /** When the reply is a "yes"; absent where every answer is one. */
  readonly yes?: Condition;
  readonly verdict: { readonly yes: Template; readonly no?: Template };
  readonly parts: readonly ViewPart[];
}
