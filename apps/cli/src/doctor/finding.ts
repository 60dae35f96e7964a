/** Something that is, or will be, wrong. */
export interface Finding {
  /** Stable: scripts may know findings by it. */
  readonly code: string;
  /** `error`: something does not work. `warning`: it works until something else happens. */
  readonly severity: 'error' | 'warning';
  readonly what: string;
  /** What comes of it. */
  readonly why: string;
  readonly fix: string;
}

type Parts = readonly [code: string, what: string, why: string, fix: string];

export function fault(...[code, what, why, fix]: Parts): Finding {
  return { code, severity: 'error', what, why, fix };
}

export function warning(...[code, what, why, fix]: Parts): Finding {
  return { code, severity: 'warning', what, why, fix };
}

const NAMED = 5;

/** The first few of many names. */
export function some(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return rest > 0 ? `${names.slice(0, NAMED).join(', ')} and ${rest} more` : names.join(', ');
}
