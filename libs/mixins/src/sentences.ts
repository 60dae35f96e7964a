/** What is read of a request; the rest is counted, not looked at. */
export const MAX_REQUIREMENTS = 100;
export const MAX_REQUIREMENT_LENGTH = 20_000;
export const MAX_SENTENCES = 300;
export const MAX_SENTENCE_LENGTH = 1000;

export interface Sentence {
  /** Of the requirement it is from, starting at 1. */
  readonly requirement: number;
  readonly text: string;
}

export interface Reading {
  readonly sentences: readonly Sentence[];
  /** What the bounds left out, in words; empty when all was read. */
  readonly cut: readonly string[];
}

/** Ends a sentence: a line end, or a mark that a space follows ("v1.2" and "e.g.x" go on). */
const END = /[\r\n]+|[.!?;](?=\s)/u;

/** The sentences of the requirements within the bounds above, in order. */
export function sentencesOf(requirements: readonly string[]): Reading {
  const read = requirements.slice(0, MAX_REQUIREMENTS);
  const all = read.flatMap((text, index) =>
    text
      .slice(0, MAX_REQUIREMENT_LENGTH)
      .split(END)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => ({ requirement: index + 1, text: part })),
  );
  const long = read.filter((text) => text.length > MAX_REQUIREMENT_LENGTH).length;
  const sentences = all.slice(0, MAX_SENTENCES);
  const cut = [
    counted(requirements.length - read.length, `requirements after the first ${MAX_REQUIREMENTS} were not read`),
    counted(long, `requirements were read up to ${MAX_REQUIREMENT_LENGTH} characters`),
    counted(all.length - sentences.length, `sentences after the first ${MAX_SENTENCES} were not read`),
    counted(
      sentences.filter(({ text }) => text.length > MAX_SENTENCE_LENGTH).length,
      `sentences were read up to ${MAX_SENTENCE_LENGTH} characters`,
    ),
  ].filter((line) => line !== '');
  return { sentences: sentences.map((it) => ({ ...it, text: it.text.slice(0, MAX_SENTENCE_LENGTH) })), cut };
}

/** One line of at most `length` characters, safe to print: no control characters, no half characters. */
export function excerpt(text: string, length: number): string {
  const line = text
    .slice(0, 4 * length)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
  if (line.length <= length) return line;
  return `${line.slice(0, length - 1).replace(/\p{Cs}$/u, '')}…`;
}

function counted(count: number, what: string): string {
  return count > 0 ? `${count} ${what}` : '';
}
