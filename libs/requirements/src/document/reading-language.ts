import { type Language, languageOf } from '#text';

export interface ReadLanguage extends Language {
  /** `full` in English; `partly` where only requirements, stories and criteria are found; `no` where nothing is read. */
  readonly read: 'full' | 'partly' | 'no';
  /** What that means for the answer; null for English. */
  readonly message: string | null;
}

const PARTLY: ReadonlySet<string> = new Set(['de', 'fr', 'es', 'pt', 'it', 'nl']);

/** The language of a document and how much of it is understood. */
export function readLanguage(text: string): ReadLanguage {
  const language = languageOf(text);
  const { code, name } = language;
  if (code === 'en') return { ...language, read: 'full', message: null };
  if (PARTLY.has(code)) {
    const message = `The text is in ${name}: requirements, stories and criteria are found, but words are judged in English only, so classes, smells, entities and hints are unreliable.`;
    return { ...language, read: 'partly', message };
  }
  const message = `The text is in ${name}, a language that is not read: what is missing in this answer may stand in the text.`;
  return { ...language, read: 'no', message };
}
