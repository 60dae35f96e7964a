import { ENVELOPE_FORMS, OPERATIONS, TOPIC_STYLES } from '#contracts';

/** Of a line, in characters. */
export const WIDTH = 110;

/** How an operation is called on the command line. */
export function wordOf(operation: string): string {
  return operation.replaceAll('_', '-');
}

/** The words of `omni request`, for its help. */
export const REQUEST_WORDS: readonly string[] = [
  ...listed('Operations', OPERATIONS.map(wordOf)),
  ...listed('Styles', TOPIC_STYLES),
  ...listed('Envelopes', ENVELOPE_FORMS),
];

/** A sentence that lists words, on as many lines as it takes. */
export function listed(title: string, words: readonly string[]): readonly string[] {
  const lines = [`${title}:`];
  for (const [at, word] of words.entries()) {
    const text = ` ${word}${at === words.length - 1 ? '.' : ','}`;
    if ((lines.at(-1) ?? '').length + text.length > WIDTH) lines.push(` ${text}`);
    else lines.push(`${lines.pop() ?? ''}${text}`);
  }
  return lines;
}
