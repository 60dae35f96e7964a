/** Every comment by which ruff lets code silence a check contains one of these words, in any case. */
const WORDS = /noqa|ruff/giu;

/** How ruff prints a comment token: the range counts UTF-8 bytes. */
const COMMENT_TOKEN = /^ {4}Comment (\d+)\.\.(\d+),$/gm;

/** Whether `code` could hold a suppression comment; only then is a token list needed. */
export function mayHoldSuppressions(code: string): boolean {
  return /noqa|ruff/iu.test(code);
}

/**
 * `code` with the suppression words in its comments (`# noqa`, `# ruff: noqa`, `# ruff: disable[F401]`, `# flake8: noqa` …)
 * overwritten by filler of equal length. No position moves, and strings keep their contents: `tokens` is the
 * engine's own token list of the same code, so what counts as a comment here is what counts as one there.
 * Lone surrogates come back as U+FFFD, which is also what the engine reads.
 */
export function disarmSuppressions(code: string, tokens: string): string {
  const bytes = Buffer.from(code, 'utf8');
  for (const [, start, end] of tokens.matchAll(COMMENT_TOKEN)) {
    const range = bytes.subarray(Number(start), Number(end));
    range.write(range.toString('latin1').replace(WORDS, 'xxxx'), 'latin1');
  }
  return bytes.toString('utf8');
}
