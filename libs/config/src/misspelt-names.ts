import { nearest } from './nearest';
import type { Environment } from './read-config';

/** What is set, by the process's environment first, and which of it stands in `.env`. */
export interface Sources {
  readonly environment: Environment;
  readonly dotEnv: Environment;
}

/**
 * A name in `.env` that is nearly one of ours is meant to be. In the environment it may be another program's, and is
 * taken for ours only where it begins like it.
 */
export function misspeltNames({ environment, dotEnv }: Sources, known: readonly string[]) {
  const faults: string[] = [];
  const warnings: string[] = [];
  for (const name of Object.keys(environment)) {
    const meant = known.includes(name) ? undefined : nearest(name, known);
    if (meant === undefined) continue;
    const sentence = `${name}: there is no such setting; did you mean ${meant}?`;
    if (dotEnv[name] !== undefined) faults.push(`${sentence} (in .env)`);
    else if (firstWord(name) === firstWord(meant)) warnings.push(`${sentence} (in the environment)`);
  }
  return { faults, warnings };
}

function firstWord(name: string): string {
  return /^[A-Z]+_/.exec(name)?.[0] ?? name;
}
