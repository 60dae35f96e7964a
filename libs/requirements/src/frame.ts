import type { Depth } from './analysis';
import { nothingCut, type Truncation } from './document/budget';
import { type ReadLanguage, readLanguage } from './document/reading-language';
import { type Document, readDocument } from './document/read-document';
import { documentHints } from './kinds/document-hints';
import type { NodeTypeHints } from './kinds/node-type-hints';
import { confidenceOf, type Score } from './scores/scores';
import { buildRequirements, type Reading } from './statements/build-requirements';
import { collectStatements } from './statements/collect';
import { type PlacedStory, userStories } from './statements/user-stories';
import { summaryOf, titleOf } from './text-lists';

/** More do not fit into one message of the bus together with what is said about them. */
const MAX_STATEMENTS = 400;

/** What every depth needs. */
export interface Frame {
  depth: Depth;
  document: Document;
  language: ReadLanguage;
  title: string;
  summary: string;
  /** All that was read, without mark-up. */
  text: string;
  readings: Reading[];
  /** Empty at depth `quick`. */
  stories: PlacedStory[];
  hints: NodeTypeHints;
  truncated: Truncation | null;
}

export function readFrame(source: string, depth: Depth): Frame {
  const document = readDocument(source);
  const title = titleOf(document, document.frontMatterTitle);
  const summary = summaryOf(document);
  const statements = collectStatements(document);
  const readings = buildRequirements(statements.slice(0, MAX_STATEMENTS), document.sections, depth !== 'quick');
  const requirements = readings.map(({ requirement }) => requirement);
  const text = document.blocks.map((block) => block.text).join('\n');
  return {
    depth,
    document,
    language: readLanguage(text),
    title,
    summary,
    text,
    readings,
    stories: depth === 'quick' ? [] : userStories(document),
    hints: documentHints(title, summary, document, requirements),
    truncated: withLeftOut(document.truncated, statements.length - readings.length, source),
  };
}

function withLeftOut(truncated: Truncation | null, leftOut: number, source: string): Truncation | null {
  return leftOut === 0 ? truncated : { ...(truncated ?? nothingCut(source)), statements_left_out: leftOut };
}

/** How sure the analysis is of itself; `supportedEntities` is null where entities were not looked for. */
export function confidenceIn({ document, readings, hints }: Frame, supportedEntities: number | null): Score {
  const filled = new Set(document.blocks.map(({ section }) => document.sections[section]?.kind ?? 'other'));
  filled.delete('other');
  return confidenceOf({
    words: document.wordCount,
    sections: document.sections.length,
    knownSections: filled.size,
    requirements: readings.length,
    supportedEntities,
    hints,
  });
}
