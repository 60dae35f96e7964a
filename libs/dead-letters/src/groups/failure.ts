/** What a dead letter says about its failure, as far as its writer wrote it down. */
export interface Failure {
  /** Whose dead letter it is, e.g. `omninode-workers`. */
  readonly shape: string;
  readonly error_code: string;
  /** The writer's class of error; with or without its package. */
  readonly error_type: string;
  /** The writer's kind of failure. */
  readonly error_category: string;
  readonly error_message: string;
  /** As Node, Python, the JVM or .NET print it. */
  readonly error_stack: string | null;
  readonly event_type: string | null;
}

/** What writers put where they know nothing. */
export const UNKNOWN = 'unknown';

/** The class without its package: frameworks disagree about how much of the name they print. */
export function errorClassOf({ error_type }: Pick<Failure, 'error_type'>): string {
  return (
    error_type
      .trim()
      .split(/[.$:]+/)
      .at(-1) || UNKNOWN
  );
}
