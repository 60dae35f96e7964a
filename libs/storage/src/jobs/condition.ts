/** A condition, or a SELECT: values are `$1`, `$2` … in its text. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}
