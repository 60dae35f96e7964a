import { readKnowledge } from '#knowledge';

/** What a text is written in. */
export interface Language {
  /** ISO 639-1. */
  readonly code: string;
  /** In English. */
  readonly name: string;
}

/** By language: its name and its commonest function words. */
const WORDS = readKnowledge('text', 'languages') as Readonly<
  Record<string, { readonly name: string; readonly words: string }>
>;

/** Languages by their letters. */
const SCRIPTS: readonly (readonly [code: string, name: string, letters: RegExp])[] = [
  ['ja', 'Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', 'Korean', /\p{Script=Hangul}/gu],
  ['zh', 'Chinese', /\p{Script=Han}/gu],
  ['ar', 'Arabic', /\p{Script=Arabic}/gu],
  ['he', 'Hebrew', /\p{Script=Hebrew}/gu],
  ['hi', 'Hindi', /\p{Script=Devanagari}/gu],
  ['th', 'Thai', /\p{Script=Thai}/gu],
  ['el', 'Greek', /\p{Script=Greek}/gu],
];

/** More is not needed to know. */
const MAX_CHARS = 20_000;

/** Of the letters, where a script decides: names and code in Latin letters stand in every text. */
const SCRIPT_SHARE = 0.2;

/** Of the words: English lists have few function words, so another language must have this many and twice those of English. */
const FOREIGN_SHARE = 0.12;
const FOREIGN_WORDS = 2;

const SETS: readonly (readonly [code: string, name: string, words: ReadonlySet<string>])[] = Object.entries(WORDS).map(
  ([code, { name, words }]) => [code, name, new Set(words.split(' '))],
);

const ENGLISH: Language = { code: 'en', name: 'English' };

/** The language of a text by its letters and function words: English unless another is clear. */
export function languageOf(text: string): Language {
  const start = text.slice(0, MAX_CHARS);
  return byScript(start) ?? byWords(start) ?? ENGLISH;
}

function byScript(text: string): Language | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  // Kana first: Japanese has Chinese characters, too.
  const script = SCRIPTS.find(([, , own]) => (text.match(own)?.length ?? 0) > SCRIPT_SHARE * letters);
  return script === undefined ? undefined : { code: script[0], name: script[1] };
}

function byWords(text: string): Language | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = SETS.map(([code, name, own]) => ({ code, name, count: words.filter((word) => own.has(word)).length }));
  const english = counts.find(({ code }) => code === 'en')?.count ?? 0;
  const [best] = counts.filter(({ code }) => code !== 'en').sort((one, other) => other.count - one.count);
  if (best === undefined || best.count < FOREIGN_WORDS || best.count < FOREIGN_SHARE * words.length) return undefined;
  return best.count > 2 * english ? { code: best.code, name: best.name } : undefined;
}
