import type { Parser } from './read-config';

/** What a topic may be called, and `*`; consumer groups have such names, too. */
const PATTERN = /^[\w.*-]{1,249}$/;

/** A topic, or a pattern with `*` for any characters. */
export const topicPattern: Parser<string> = {
  expected: 'topics, or patterns with * for any characters',
  parse: (raw) => (PATTERN.test(raw.trim()) ? raw.trim() : undefined),
};

export const groupPattern: Parser<string> = {
  ...topicPattern,
  expected: 'consumer groups, or patterns with * for any characters',
};

/** Whether a name is one of these, or fits one of these patterns. */
export function matcherOf(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`));
  return (name) => expressions.some((expression) => expression.test(name));
}

function literal(text: string): string {
  return text.replaceAll('.', '\\.');
}
