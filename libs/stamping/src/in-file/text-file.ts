import { fileLanguageOfPath, fileLanguageOfScript, type FileLanguage } from '#contracts';

/** A file that can be looked at as text. */
export interface TextFile {
  readonly text: string;
  /** Missing where nobody here knows it. */
  readonly language?: FileLanguage;
  /** Whether every line ends as all languages agree it does. */
  readonly hasPlainLines: boolean;
}

/** `undefined` for what is no UTF-8, or has NUL in it. A byte order mark stays. */
export function textFileOf(path: string, bytes: Uint8Array): TextFile | undefined {
  if (bytes.includes(0)) return undefined;
  const text = decode(bytes);
  if (text === undefined) return undefined;
  const language = fileLanguageOfPath(path) ?? fileLanguageOfScript(text.slice(0, 200).replace('\ufeff', ''));
  // A carriage return alone, and Unicode's separators, end a line for some readers and not for others.
  const hasPlainLines = !/\r(?!\n)|[\u2028\u2029]/.test(text);
  return { text, hasPlainLines, ...(language !== undefined && { language }) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
