/**
 * A sentence about an object of JSON; `{error.code}` stands for what is at that path. Of a list a path has the members of
 * its items, `{items.name}`, and how many there are, `{items.length}`.
 */
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
  /** A line for each sentence whose paths all lead to something. */
  | { readonly kind: 'fields'; readonly fields: readonly (readonly [label: string, text: Template])[] }
  /** A row for each object of a list; `good` marks the rows, `omitted` counts what the list leaves out. */
  | {
      readonly kind: 'table';
      readonly of: string;
      readonly good?: Condition;
      readonly columns: readonly ViewColumn[];
      readonly omitted?: string;
    }
  | { readonly kind: 'texts'; readonly of: string }
  /** What was found, best first, `most` of it at most, and how many there are in all. */
  | { readonly kind: 'ranking'; readonly of: string; readonly total: string; readonly most?: number };

/** How people are shown a reply: data, which a command line renders. */
export interface ReplyView {
  /** When the reply is a "yes"; absent where every answer is one. */
  readonly yes?: Condition;
  readonly verdict: { readonly yes: Template; readonly no?: Template };
  /** What matters, where that is less than everything. */
  readonly brief?: readonly ViewPart[];
  /** Everything. */
  readonly parts: readonly ViewPart[];
}
