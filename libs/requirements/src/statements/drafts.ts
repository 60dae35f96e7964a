import type { SectionKind } from '../document/headings';
import { takeIdentifier } from '../document/identifiers';
import type { Block } from '../document/outline';
import { alternatives } from '../phrases';
import { IMPERATIVE } from '../quality/action-verbs';
import { isAboutDocument } from './about-document';
import { type Modality, modalityOf } from './modality';
import { type Priority, takePriority } from './priorities';
import { sentences } from './sentences';
import { isCriterionId, LISTED } from './silent';
import { STATEMENT_WORDS } from './statement-words';
import type { Statement } from './statement';
import { scenarioOf, storyOf } from './stories';
import { isRequirementTable, rowStatement } from './table-rows';
import { isWithdrawn } from './withdrawn';

const BINDING: ReadonlySet<Modality> = new Set(['obligation', 'prohibition', 'recommendation']);

/** "The import service will …" promises something; "the team will like it" does not. */
const SYSTEM_WILL = new RegExp(`\\b(?:${alternatives(STATEMENT_WORDS.products)}) will\\b`, 'iu');

/** A requirement is a sentence; what is longer is read up to here. */
const MAX_TEXT = 1200;
export const MAX_DETAILS = 20;

export type Draft = Omit<Statement, 'block'>;

/** The statement that an item stands in; `group` when the item around it is none. */
export type Parent = Statement | 'group' | null;

export function fromRow(block: Block, kind: SectionKind): Draft[] {
  if (!LISTED.has(kind) && !isRequirementTable(block.head)) return [];
  const row = rowStatement(block);
  if (row === null || storyOf(row.text) !== null || isCriterionId(row.id)) return [];
  return [draft(block, row.text, block.line, 'row', row.id, row.priority, row.category)];
}

/** The statements of an item or a paragraph; `worded` when a label says that it is one ("Description: …"). */
export function fromText(block: Block, kind: SectionKind, parent: Parent, leads: boolean, worded: boolean): Draft[] {
  const { id, text } = takeIdentifier(block.text);
  if (storyOf(text) !== null || isCriterionId(id) || isWithdrawn(text)) return [];
  if (scenarioOf(text) !== null && !isResponse(text, kind)) return [];
  if (block.type === 'item' && id === null && parent !== null && parent !== 'group' && !isBinding(text)) {
    if (parent.details.length < MAX_DETAILS) parent.details.push(oneLine(text));
    return [];
  }
  if (leads && (block.type === 'item' ? isGroup(text) : LISTED.has(kind) && text.endsWith(':'))) return [];
  const parts = sentences(text);
  const binding = parts.filter((part) => isBinding(part.text));
  const whole = block.type === 'item' && binding.length <= 1;
  const listed = (block.type === 'item' && (id !== null || LISTED.has(kind))) || (worded && LISTED.has(kind));
  if (whole || (worded && binding.length === 0)) {
    const wanted = (listed && !isAboutDocument(text)) || asks(text, kind, true);
    return wanted ? [written(block, text, block.line, 'item', id)] : [];
  }
  const chosen = block.type === 'item' ? binding : parts.filter((part) => asks(part.text, kind, false));
  return chosen
    .filter((part) => !isAboutDocument(part.text))
    .map((part, index) =>
      written(
        block,
        part.text,
        block.line + part.line,
        block.type === 'item' ? 'item' : 'sentence',
        index === 0 ? id : null,
      ),
    );
}

/** "When an order is paid, then the shop must send a receipt" among requirements is one: a response to an event (EARS). */
export function isResponse(text: string, kind: SectionKind): boolean {
  return LISTED.has(kind) && /^(?:\W*)when\b/iu.test(text) && /\bthen\b.{1,200}\b(?:shall|must|should)\b/iu.test(text);
}

/** Whether a sentence asks for something by its own words; what is enough depends on where it stands. */
function asks(text: string, kind: SectionKind, item: boolean): boolean {
  const modality = modalityOf(text);
  if (text.trim().endsWith('?') || isAboutDocument(text)) return false;
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

function written(block: Block, raw: string, line: number, form: Statement['form'], id: string | null): Draft {
  const { priority, text } = takePriority(oneLine(raw));
  return draft(block, text === '' ? oneLine(raw) : text, line, form, id, priority, null);
}

export function draft(
  { section }: Pick<Block, 'section'>,
  text: string,
  line: number,
  form: Statement['form'],
  explicitId: string | null,
  priority: Priority | null,
  category: string | null,
): Draft {
  return { text: text.slice(0, MAX_TEXT), line, section, form, explicitId, priority, category, details: [] };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
