import { readKnowledge } from '#knowledge';
import type { Block } from '../document/outline';
import { alternatives, type Parts } from '../phrases';
import type { StoryParts } from './stories';

const { parts, columns: heads } = readKnowledge('requirements', 'stories') as {
  readonly parts: Parts;
  readonly columns: Readonly<Record<'role' | 'goal' | 'benefit', string>>;
};

const headOf = (list: string): RegExp => new RegExp(`^(?:${alternatives(list, parts)})(?:\\W*)$`, 'iu');

const ROLE = headOf(heads.role);
const GOAL = headOf(heads.goal);
const BENEFIT = headOf(heads.benefit);
const SPOKEN = /^(?:as (?:an?|the)\b|i (?:want|need|can|would like|wish)\b)/iu;

/** Whether the columns of a table are the parts of stories: "As a …", "I want …", "So that …". */
export function isStoryTable(head: readonly string[]): boolean {
  const at = columns(head);
  if (at.role < 0 || at.goal < 0) return false;
  return at.benefit >= 0 || head.some((cell) => SPOKEN.test(cell.trim()));
}

/** The story a row of such a table tells; null where role or goal are empty. */
export function storyRow({ head, cells }: Block): StoryParts | null {
  const at = columns(head);
  const cell = (index: number, opening: RegExp): string =>
    (cells[index] ?? '')
      .trim()
      .replace(opening, '')
      .replace(/[.,;]$/u, '')
      .trim();
  const role = cell(at.role, /^as (?:an? |the )?/iu).toLowerCase();
  const goal = cell(at.goal, /^i (?:want|need|would like|wish)(?: to)? /iu);
  const benefit = cell(at.benefit, /^(?:so that|in order to|so) /iu);
  return role === '' || goal === '' ? null : { role, goal, benefit: benefit === '' ? null : benefit };
}

function columns(head: readonly string[]): { role: number; goal: number; benefit: number } {
  const find = (pattern: RegExp): number => head.findIndex((cell) => pattern.test(cell.trim()));
  return { role: find(ROLE), goal: find(GOAL), benefit: find(BENEFIT) };
}
