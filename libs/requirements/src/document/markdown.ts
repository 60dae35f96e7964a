import MarkdownIt from 'markdown-it';

/** HTML is text: a requirements document is read, never shown. Nesting is bounded, so hostile quotes and lists are cheap. */
const markdown = new MarkdownIt('default', { html: false, linkify: false, typographer: false }).set({ maxNesting: 24 });

export type MarkdownToken = ReturnType<typeof markdown.parse>[number];

/** CommonMark with tables; every block token knows its lines. */
export function parseMarkdown(text: string): MarkdownToken[] {
  return markdown.parse(text, {});
}
