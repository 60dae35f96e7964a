import type { NumberedLine } from './numbered-line';

const FEATURE = /^\s*(?:feature|ability|business need)\s*:\s*(.*)$/iu;
const SCENARIO = /^\s*(?:scenario(?: outline| template)?|example|background)\s*:/iu;
const RULE = /^\s*rule\s*:\s*(.*)$/iu;
const TAGS_OR_COMMENT = /^\s*(?:#|@\S)/u;

/**
 * A feature file as markdown: the feature is the title, its free text paragraphs, every scenario a `gherkin` block. Any
 * other text comes back as it is.
 */
export function gherkinAsMarkdown(lines: readonly NumberedLine[]): NumberedLine[] {
  const first = lines.findIndex(({ text }) => text.trim() !== '' && !TAGS_OR_COMMENT.test(text));
  if (!FEATURE.test(lines[first]?.text ?? '') || !lines.some(({ text }) => SCENARIO.test(text))) return [...lines];
  const written: NumberedLine[] = [];
  let inScenario = false;
  const open = (next: boolean, number: number): void => {
    if (inScenario) written.push({ text: '```', number });
    if (next) written.push({ text: '```gherkin', number: number - 1 });
    inScenario = next;
  };
  for (const { text, number } of lines) {
    if (TAGS_OR_COMMENT.test(text)) continue;
    const title = FEATURE.exec(text)?.[1] ?? RULE.exec(text)?.[1];
    if (title !== undefined) {
      open(false, number);
      written.push({ text: `${FEATURE.test(text) ? '#' : '##'} ${title}`, number });
      continue;
    }
    if (SCENARIO.test(text)) open(true, number);
    written.push({ text: inScenario ? text : text.trim(), number });
  }
  open(false, lines.length);
  return written;
}
