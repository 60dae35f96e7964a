import type { Block, Outline } from '../document/outline';
import { takeIdentifier } from '../document/identifiers';
import { type Priority, priorityNamed, takePriority } from './modality';
import { sentences } from './sentences';
import { storyOf } from './stories';
import { rowStatement } from './table-rows';

export interface UserStory {
  id: string;
  role: string;
  goal: string;
  benefit: string | null;
  priority: Priority | null;
  line: number;
  section: string | null;
}

const MAX_STORIES = 300;

export interface PlacedStory {
  story: UserStory;
  section: number;
  block: number;
}

/** Every "As a …, I want … so that …" of the document, wherever it stands. */
export function userStories({ sections, blocks }: Outline): PlacedStory[] {
  const found: PlacedStory[] = [];
  for (const [index, block] of blocks.entries()) {
    const section = sections[block.section]?.title ?? null;
    for (const { text, id, priority, line } of wordings(block)) {
      const story = found.length < MAX_STORIES ? storyOf(text) : null;
      if (story === null) continue;
      const heading = section === null ? null : priorityNamed(section, 'heading');
      found.push({
        story: { id: id ?? `US${found.length + 1}`, ...story, priority: priority ?? heading, line, section },
        section: block.section,
        block: index,
      });
    }
  }
  return found;
}

interface Wording {
  text: string;
  id: string | null;
  priority: Priority | null;
  line: number;
}

/** What may be a story in a block: the row, or the first sentence of an item, or any sentence of a paragraph. */
function wordings(block: Block): Wording[] {
  if (block.type === 'gherkin') return [];
  const row = block.type === 'row' ? rowStatement(block) : null;
  if (row !== null) return [{ ...row, line: block.line }];
  const { id, text: whole } = takeIdentifier(block.text);
  const { priority, text } = takePriority(whole);
  return sentences(priority === null ? whole : text).map((part, index) => ({
    text: part.text,
    id: index === 0 ? id : null,
    priority,
    line: block.line + part.line,
  }));
}
