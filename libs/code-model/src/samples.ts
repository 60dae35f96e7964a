import { readKnowledge } from '#knowledge';

/** What the names of a sample's definitions end with in its file, where it stands alone. */
const NUMBERS = '7x3';

interface Samples {
  readonly header: string;
  readonly blocks: readonly string[];
}

/** Read when they are first asked for. */
const read = new Map<string, Samples>();

/**
 * Made-up Python of the kind the engine is asked to check, so that its code is compiled before the first request.
 * Deterministic: sample `n` is always the same text, 100 to 300 lines long, and every fourth one is broken somewhere.
 */
export function pythonSample(n: number): string {
  const code = sample('python', n);
  return n % 4 === 3 ? broken(code, n, n % 8 === 3) : code;
}

/** The same in TypeScript; every eighth one is broken somewhere. */
export function typescriptSample(n: number): string {
  const code = sample('typescript', n);
  return n % 8 === 7 ? broken(code, n, n % 16 === 7) : code;
}

function sample(language: string, n: number): string {
  const { header, blocks } = samplesOf(language);
  const parts = [header];
  const least = 100 + ((n * 37) % 170);
  for (let i = 0, lines = linesOf(header); lines < least; i += 1) {
    const block = (blocks[(n + i) % blocks.length] ?? '').replaceAll(NUMBERS, `${n}x${i}`);
    parts.push(`\n${block}`);
    lines += linesOf(block) + 1;
  }
  return parts.join('\n');
}

function samplesOf(language: string): Samples {
  const known = read.get(language);
  if (known !== undefined) return known;
  const { header = '', ...blocks } = readKnowledge('code-model', `${language}-samples`) as Record<string, string>;
  const samples = { header, blocks: Object.values(blocks) };
  read.set(language, samples);
  return samples;
}

function linesOf(text: string): number {
  return text.split('\n').length;
}

function broken(code: string, n: number, isCut: boolean): string {
  const at = Math.floor((code.length * ((n % 7) + 1)) / 9);
  return isCut ? code.slice(0, at) : `${code.slice(0, at)}(${code.slice(at)}`;
}
