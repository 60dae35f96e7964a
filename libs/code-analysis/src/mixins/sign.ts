/** A line that shows a behaviour. */
export interface Sign {
  /** 1-based. */
  readonly line: number;
  /** What stands there, in a few words. */
  readonly seen: string;
  /** Where it has one of its own, 0..1. */
  readonly confidence?: number;
}
