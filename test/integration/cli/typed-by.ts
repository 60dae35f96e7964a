/** Something to type for a word of the usage. */
const SAMPLES: Readonly<Record<string, string>> = {
  DURATION: '1s',
  HASH: '0'.repeat(64),
  JSON: '{}',
  N: '1',
  'N/s': '5/s',
  'NAME=VALUE': 'a=b',
  'PATH=VALUE': 'a=b',
  SCORE: '0.5',
  TIME: '2026-01-31',
};

/** A line of the usage, typed with no more than it wants. */
export interface Typed {
  /** A verb, an argument, or an option with its value: what can be left out as one. */
  readonly pieces: readonly (readonly string[])[];
  /** Whether any number of arguments may come. */
  readonly endless: boolean;
}

/** The first of what a line such as `omni dlq edit ID (--file FILE | --json TEXT) [options]` allows. */
export function typedBy(line: string, samples: Readonly<Record<string, string>>): Typed {
  const words = line
    .replace(/^omni \S+ ?/, '')
    .replace(/ > \S+$/, '')
    // What may be left out, innermost first, and of alternatives all but the first.
    .replaceAll(/\[[^[\]]*\]/g, '')
    .replaceAll(/\(([^|()]*)[^()]*\)/g, '$1')
    .split(/\s+/)
    .filter((word) => word !== '');
  const pieces: string[][] = [];
  for (const word of words) {
    const option = pieces.at(-1);
    if (/^[A-Z]/.test(word) && option?.length === 1 && option[0]?.startsWith('--'))
      option.push(sampleOf(word, samples));
    else pieces.push([sampleOf(word, samples)]);
  }
  return { pieces, endless: /(?<!--\S+ )\b[\w|@]+…/.test(line) };
}

function sampleOf(word: string, samples: Readonly<Record<string, string>>): string {
  const [first = ''] = word.replace('…', '').split('|');
  return samples[first] ?? SAMPLES[first] ?? (/^[A-Z]/.test(first) ? 'x' : first);
}
