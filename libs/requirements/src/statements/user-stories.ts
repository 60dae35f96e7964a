import type { Block, Outline } from '../document/outline';
import type { Section } from '../document/sections';
import { fieldOf } from '../document/fields';
import { takeIdentifier } from '../document/identifiers';
import { type Priority, priorityNamed, takePriority } from './priorities';
import { sentences } from './sentences';
import { continuesStory, opensStory, type StoryParts, storyOf } from './stories';
import { isStoryTable, storyRow } from './story-tables';
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

/** A story in pieces has no more of them: the role, the wish, the benefit and one to spare. */
const MAX_PIECES = 4;

export interface PlacedStory {
  story: UserStory;
  section: number;
  block: number;
}

/** Every "As a …, I want … so that …" of the document, wherever and in whatever pieces it stands. */
export function userStories({ sections, blocks }: Outline): PlacedStory[] {
  const found: PlacedStory[] = [];
  const taken = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const section = sections[block.section];
    for (const { parts, id, priority, line } of wordings(index, blocks)) {
      if (found.length >= MAX_STORIES || parts === null) continue;
      const named = id ?? (section !== undefined && !taken.has(section.id ?? '') ? section.id : null);
      if (named !== null) taken.add(named);
      found.push({
        story: {
          id: named ?? `US${found.length + 1}`,
          ...parts,
          priority: priority ?? headingPriority(section),
          line,
          section: section?.title ?? null,
        },
        section: block.section,
        block: index,
      });
    }
  }
  return found;
}

function headingPriority(section: Section | undefined): Priority | null {
  return section === undefined ? null : priorityNamed(section.title, 'heading');
}

/** Whether a block is a story or a piece of one. */
export function isStoryBlock(index: number, blocks: readonly Block[]): boolean {
  const block = blocks[index];
  if (block === undefined) return false;
  if (block.type === 'row') return isStoryTable(block.head);
  const { text } = takeIdentifier(block.text);
  if (storyOf(text) !== null || opensStory(text)) return true;
  if (!continuesStory(text)) return false;
  for (let at = index - 1; at >= Math.max(0, index - MAX_PIECES); at -= 1) {
    const before = blocks[at]?.text ?? '';
    if (opensStory(takeIdentifier(before).text)) return true;
    if (!continuesStory(before)) return false;
  }
  return false;
}

interface Wording {
  parts: StoryParts | null;
  id: string | null;
  priority: Priority | null;
  line: number;
}

/** What may be a story in a block: the row, or the first sentence of an item, or any sentence of a paragraph. */
function wordings(index: number, blocks: readonly Block[]): Wording[] {
  const block = blocks[index];
  if (block === undefined || block.type === 'gherkin' || block.struck) return [];
  if (block.type === 'row') return fromRow(block);
  const { id, text: whole } = takeIdentifier(labelled(block.text));
  const { priority, text } = takePriority(whole);
  if (opensStory(text)) return [{ parts: storyOf(joined(text, index, blocks)), id, priority, line: block.line }];
  return sentences(priority === null ? whole : text).map((part, at) => ({
    parts: storyOf(part.text),
    id: at === 0 ? id : null,
    priority,
    line: block.line + part.line,
  }));
}

/** "User story: As a …" without its label. */
function labelled(text: string): string {
  const field = fieldOf(text);
  return field?.name === 'story' ? field.value : text;
}

function fromRow(block: Block): Wording[] {
  const row = rowStatement(block);
  if (isStoryTable(block.head)) {
    const parts = block.struck ? null : storyRow(block);
    return [{ parts, id: row?.id ?? null, priority: row?.priority ?? null, line: block.line }];
  }
  return row === null ? [] : [{ ...row, parts: storyOf(row.text), line: block.line }];
}

function joined(first: string, index: number, blocks: readonly Block[]): string {
  const pieces = [first.replace(/,$/u, '')];
  for (const { text } of blocks.slice(index + 1, index + MAX_PIECES)) {
    if (!continuesStory(text)) break;
    pieces.push(text.replace(/^\W{1,4}/u, '').replace(/[.,;]$/u, ''));
  }
  return pieces.join(', ').replace(/, (so that|in order to|so i can)/iu, ' $1');
}
