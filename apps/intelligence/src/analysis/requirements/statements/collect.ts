import type { SectionKind } from '../document/headings';
import { takeIdentifier } from '../document/identifiers';
import type { Block, Outline } from '../document/outline';
import { IMPERATIVE } from '../quality/action-verbs';
import { type Modality, modalityOf, type Priority, priorityNamed, takePriority } from './modality';
import { sentences } from './sentences';
import type { Statement } from './statement';
import { scenarioOf, storyOf } from './stories';
import { isRequirementTable, rowStatement } from './table-rows';

/** Where every list item and table row is a requirement, whatever its words. */
const LISTED: ReadonlySet<SectionKind> = new Set(['functional', 'non_functional', 'constraints']);

/** Where nothing is: said to be left out, undecided, or about people and dates. */
const SILENT: ReadonlySet<SectionKind> = new Set([
  'out_of_scope',
  'open_questions',
  'reference',
  'timeline',
  'risks',
  'users',
  'user_stories',
  'acceptance_criteria',
]);

const BINDING: ReadonlySet<Modality> = new Set(['obligation', 'prohibition', 'recommendation']);

/** "The import service will …" promises something; "the team will like it" does not. */
const SYSTEM_WILL =
  /\b(?:system|service|application|app|platform|api|tool|product|software|component|module|website|site|worker|server|portal|node|workflow|dashboard|pipeline) will\b/iu;

/** A requirement is a sentence; what is longer is read up to here. */
const MAX_TEXT = 1200;
const MAX_DETAILS = 20;

/** The statements of a document that ask for something, in the order they stand. */
export function collectStatements({ sections, blocks }: Outline): Statement[] {
  const found: Statement[] = [];
  const byBlock = new Map<number, Statement>();
  blocks.forEach((block, index) => {
    const section = sections[block.section];
    const kind = section?.kind ?? 'other';
    if (SILENT.has(kind) || block.type === 'gherkin' || isAcceptance(block, blocks)) return;
    const heading = section === undefined ? null : priorityNamed(section.title, 'heading');
    const statements =
      block.type === 'row'
        ? fromRow(block, kind)
        : fromText(block, kind, parentOf(block, blocks, byBlock), hasChildren(blocks, index));
    const parent = block.parent === null ? undefined : byBlock.get(block.parent);
    if (statements.length === 0 && parent !== undefined) byBlock.set(index, parent);
    for (const statement of statements) {
      const complete = { ...statement, block: index, priority: statement.priority ?? heading };
      found.push(complete);
      if (!byBlock.has(index)) byBlock.set(index, complete);
    }
  });
  return found;
}

type Draft = Omit<Statement, 'block'>;

function fromRow(block: Block, kind: SectionKind): Draft[] {
  if (!LISTED.has(kind) && !isRequirementTable(block.head)) return [];
  const row = rowStatement(block);
  if (row === null || storyOf(row.text) !== null) return [];
  return [draft(block, row.text, block.line, 'row', row.id, row.priority, row.category)];
}

function fromText(block: Block, kind: SectionKind, parent: Statement | 'group' | null, leads: boolean): Draft[] {
  const { id, text } = takeIdentifier(block.text);
  if (storyOf(text) !== null || scenarioOf(text) !== null) return [];
  if (block.type === 'item' && id === null && parent !== null && parent !== 'group' && !isBinding(text)) {
    if (parent.details.length < MAX_DETAILS) parent.details.push(oneLine(text));
    return [];
  }
  if (leads && isGroup(text)) return [];
  const parts = sentences(text);
  const binding = parts.filter((part) => isBinding(part.text));
  const whole = block.type === 'item' && binding.length <= 1;
  const listed = block.type === 'item' && (id !== null || LISTED.has(kind));
  if (whole) return listed || asks(text, kind, true) ? [written(block, text, block.line, 'item', id)] : [];
  const chosen = block.type === 'item' ? binding : parts.filter((part) => asks(part.text, kind, false));
  return chosen.map((part, index) =>
    written(
      block,
      part.text,
      block.line + part.line,
      block.type === 'item' ? 'item' : 'sentence',
      index === 0 ? id : null,
    ),
  );
}

/** Whether a sentence asks for something by its own words; what is enough depends on where it stands. */
function asks(text: string, kind: SectionKind, item: boolean): boolean {
  const modality = modalityOf(text);
  if (text.trim().endsWith('?')) return false;
  if (BINDING.has(modality)) return kind !== 'goals' || modality !== 'prohibition';
  if (LISTED.has(kind)) return modality !== 'implicit' || IMPERATIVE.test(text.toLowerCase());
  if (kind === 'features') return modality !== 'implicit';
  if (kind !== 'other') return false;
  return (
    (item && (modality !== 'implicit' || IMPERATIVE.test(text.toLowerCase()))) ||
    (modality === 'intention' && SYSTEM_WILL.test(text)) ||
    /^(?:please )?(?:build|implement|develop|create|add|write|support|provide) /iu.test(text)
  );
}

function isBinding(text: string): boolean {
  return BINDING.has(modalityOf(text));
}

/** "The system shall:", "Ordering", "**Ordering**": a line that only introduces the items below it. */
function isGroup(text: string): boolean {
  const short =
    text.split(/\s+/u).length <= 6 && modalityOf(text) === 'implicit' && !IMPERATIVE.test(text.toLowerCase());
  return text.endsWith(':') || short;
}

/** An item called "Acceptance criteria" and the items in it are read elsewhere. */
export function isAcceptance(block: Block, blocks: readonly Block[]): boolean {
  const parent = block.parent === null ? undefined : blocks[block.parent];
  return [block, parent].some(
    (one) => one !== undefined && /^acceptance(?: criteria| tests?)?:?$/iu.test(one.text.trim()),
  );
}

function hasChildren(blocks: readonly Block[], index: number): boolean {
  const block = blocks[index];
  const next = blocks[index + 1];
  if (block === undefined || next === undefined) return false;
  return block.type === 'item' && next.type === 'item' && next.parent === index;
}

function parentOf(
  block: Block,
  blocks: readonly Block[],
  statements: ReadonlyMap<number, Statement>,
): Statement | 'group' | null {
  if (block.parent === null) return null;
  const parent = blocks[block.parent];
  if (parent === undefined) return null;
  return statements.get(block.parent) ?? 'group';
}

function written(block: Block, raw: string, line: number, form: Statement['form'], id: string | null): Draft {
  const { priority, text } = takePriority(oneLine(raw));
  return draft(block, text === '' ? oneLine(raw) : text, line, form, id, priority, null);
}

function draft(
  block: Block,
  text: string,
  line: number,
  form: Statement['form'],
  explicitId: string | null,
  priority: Priority | null,
  category: string | null,
): Draft {
  return {
    text: text.slice(0, MAX_TEXT),
    line,
    section: block.section,
    form,
    explicitId,
    priority,
    category,
    details: [],
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
