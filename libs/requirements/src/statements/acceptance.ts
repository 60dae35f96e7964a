import { stems } from '#text';
import { takeIdentifier } from '../document/identifiers';
import type { Block, Outline } from '../document/outline';
import { fieldOf } from '../document/fields';
import { isResponse } from './drafts';
import { isAcceptance, isAcceptanceTitle, isCriterionId } from './silent';
import { stepGroups } from './steps';
import { NO_SCENARIO, scenarioOf, stepOf } from './stories';
import { isWithdrawn } from './withdrawn';

export interface AcceptanceCriterion {
  id: string;
  text: string;
  given: string | null;
  when: string | null;
  then: string | null;
  line: number;
  section: string | null;
  /** Ids of the requirements and stories it tests. */
  verifies: string[];
}

/** What a criterion can be about. */
export interface Subject {
  id: string;
  text: string;
  section: number;
  block: number;
}

/** A criterion shares at least this part of its words with what it is about, if nothing closer links them. */
const MIN_OVERLAP = 0.3;
const MAX_CRITERIA = 300;

/** Items under "Acceptance criteria", scenarios in Given/When/Then (also in gherkin blocks), each linked to its subject. */
export function acceptanceCriteria(outline: Outline, subjects: readonly Subject[]): AcceptanceCriterion[] {
  const found: AcceptanceCriterion[] = [];
  const terms = subjects.map(({ text }) => new Set(stems(text)));
  const steps = stepTexts(outline);
  outline.blocks.forEach((block, index) => {
    if (found.length >= MAX_CRITERIA || block.struck) return;
    for (const { text, line } of steps.get(index) ?? criteriaOf(block, outline)) {
      const { id, text: words } = takeIdentifier(text);
      const scenario = scenarioOf(words) ?? NO_SCENARIO;
      found.push({
        id: id ?? `AC${found.length + 1}`,
        text: words,
        ...scenario,
        line,
        section: outline.sections[block.section]?.title ?? null,
        verifies: subjectOf(words, block, index, outline, subjects, terms),
      });
    }
  });
  return found;
}

interface Criterion {
  text: string;
  line: number;
}

/** By index of its first step the scenario, by those of the other steps and of its title nothing. */
function stepTexts({ blocks, ...outline }: Outline): Map<number, Criterion[]> {
  const texts = new Map<number, Criterion[]>();
  for (const { members, text } of stepGroups({ blocks, ...outline })) {
    const [first = 0, ...others] = members;
    const parent = blocks[first]?.parent ?? null;
    for (const index of [...others, ...(parent === null ? [] : [parent])])
      if (isStepOrTitle(blocks[index])) texts.set(index, []);
    texts.set(first, [{ text, line: blocks[first]?.line ?? 1 }]);
  }
  return texts;
}

function isStepOrTitle(block: Block | undefined): boolean {
  if (block === undefined) return false;
  return stepOf(block.text) !== null || fieldOf(block.text)?.name !== 'acceptance';
}

function criteriaOf(block: Block, { sections, blocks }: Outline): Criterion[] {
  if (block.type === 'gherkin') return scenarios(block);
  const text = block.text.replace(/\s+/gu, ' ').trim();
  if (isWithdrawn(text)) return [];
  if (block.type === 'row') {
    const row = scenarioRow(block);
    const id = block.cells.find((cell) => isCriterionId(cell));
    if (row !== null) return [{ text: id === undefined ? row : `${id}: ${row}`, line: block.line }];
  }
  if (isAcceptance(block, blocks)) return labelled(text).map((words) => ({ text: words, line: block.line }));
  if (isCriterionId(takeIdentifier(text).id)) return [{ text, line: block.line }];
  const kind = sections[block.section]?.kind ?? 'other';
  if (isResponse(text, kind)) return [];
  const listed = kind === 'acceptance_criteria' && block.type !== 'paragraph';
  return listed || scenarioOf(takeIdentifier(text).text) !== null ? [{ text, line: block.line }] : [];
}

/** What stands behind "Acceptance criteria:", if anything does. */
function labelled(text: string): string[] {
  if (isAcceptanceTitle(text)) return [];
  const field = fieldOf(text);
  const words = field?.name === 'acceptance' ? field.value : text;
  return words === '' ? [] : [words];
}

/** A row of a table with the columns Given, When and Then. */
function scenarioRow({ head, cells }: Block): string | null {
  const parts = ['given', 'when', 'then'].map((step) => {
    const cell = cells[head.findIndex((name) => name.trim().toLowerCase() === step)]?.trim() ?? '';
    return cell === '' || cell.toLowerCase().startsWith(step) ? cell : `${step} ${cell}`;
  });
  const text = parts.filter((part) => part !== '').join(', ');
  return parts[1] !== '' && parts[2] !== '' && scenarioOf(text) !== null ? text : null;
}

function scenarios(block: Block): { text: string; line: number }[] {
  const lines = block.text.split('\n');
  const starts = lines.flatMap((line, index) =>
    /^\s*(?:Scenario|Example)(?!s)[^:]{0,20}:/iu.test(line) ? [index] : [],
  );
  const from = starts.length > 0 ? starts : [0];
  return from
    .map((start, index) => ({
      text: lines
        .slice(start, from[index + 1] ?? lines.length)
        .filter((line) => !/^\s*(?:\||"{3}|#|@|Examples?:\s*$)/iu.test(line))
        .join(' ')
        .replace(/\s+/gu, ' ')
        .trim(),
      line: block.line + start,
    }))
    .filter(({ text }) => scenarioOf(text) !== null);
}

/** By an id it mentions, else the item around it, else the last subject in the same or the enclosing section, else by shared words. */
function subjectOf(
  text: string,
  block: Block,
  index: number,
  outline: Outline,
  subjects: readonly Subject[],
  terms: readonly ReadonlySet<string>[],
): string[] {
  const named = subjects.filter(({ id }) => /\d/u.test(id) && id.length > 2 && text.includes(id)).map(({ id }) => id);
  if (named.length > 0) return named.slice(0, 5);
  const around = enclosing(index, outline.blocks);
  const nested = subjects.find((subject) => around.includes(subject.block));
  if (nested !== undefined) return [nested.id];
  const section = outline.sections[block.section];
  const near = subjects.findLast(
    (subject) => subject.block < index && section !== undefined && sharesTopic(subject.section, block.section, outline),
  );
  return near === undefined ? bestOverlap(text, subjects, terms) : [near.id];
}

function enclosing(index: number, blocks: readonly Block[]): number[] {
  const around: number[] = [];
  let at = blocks[index]?.parent ?? null;
  while (at !== null && around.length < 24) {
    around.push(at);
    at = blocks[at]?.parent ?? null;
  }
  return around;
}

/** The same section, or sisters below one that is no mere kind of section ("Checkout" has a story and its criteria). */
function sharesTopic(one: number, other: number, { sections }: Outline): boolean {
  if (one === other) return true;
  const parent = sections[other]?.parent ?? null;
  return parent !== null && (sections[parent]?.level ?? 0) > 1 && (parent === one || sections[one]?.parent === parent);
}

function bestOverlap(text: string, subjects: readonly Subject[], terms: readonly ReadonlySet<string>[]): string[] {
  const wanted = new Set(stems(text));
  let best: Subject | null = null;
  let score = MIN_OVERLAP;
  terms.forEach((own, index) => {
    const shared = [...wanted].filter((term) => own.has(term)).length;
    const overlap = shared / Math.max(1, Math.min(wanted.size, own.size));
    if (shared >= 2 && overlap > score) [best, score] = [subjects[index] ?? null, overlap];
  });
  return best === null ? [] : [(best as Subject).id];
}
