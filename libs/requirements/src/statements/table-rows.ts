import type { Block } from '../document/outline';
import { isIdentifier, takeIdentifier } from '../document/identifiers';
import { type Priority, priorityNamed } from './modality';
import { isEmptyCell, isWithdrawn, isWithdrawnStatus } from './withdrawn';

const TEXT =
  /\b(?:requirements?|descriptions?|statements?|features?|stor(?:y|ies)|capabilit(?:y|ies)|details?|behaviou?r|rules?|criteri(?:a|on))\b/iu;
const ID =
  /^(?:id|#|no\.?|nr\.?|ref\.?|req\.? ?(?:id|no\.?|#)?|requirement id|identifier|key|number|(?:fr|nfr|us|uc|ac) ?#?(?: ?id)?|story id|kennung)$/iu;
const PRIORITY = /\b(?:priority|prio|moscow|importance|priorität|priorité|prioridade?)\b/iu;
const MOSCOW = /\bmoscow\b/iu;
const CATEGORY = /^(?:type|category|kind|class|quality|area|attribute|kategorie|typ|tipo|categor[ií]a)$/iu;
const STATUS = /^(?:status|state|done|implemented|zustand|statut|estado)\??$/iu;
/** Columns that say how much, and so belong to the wording. */
const TARGET =
  /^(?:target|targets|target value|metric|metrics|measure|measures|measurement|threshold|limit|value|goal|slo|sla|fit criterion|level|required value|zielwert|wert|cible|objetivo|meta)$/iu;
/** Columns that say who, when and why. */
const ASIDE =
  /^(?:owner|author|source|notes?|comments?|remarks?|rationale|reason|version|date|release|sprint|phase|milestone|effort|estimate|points|story points|stakeholders?|assignee|responsible|dependenc(?:y|ies)|depends on|risks?|links?|traceability|traces to|test(?: case)?s?|tested by|verification|verified by|verification method|method|epic|jira|ticket|complexity|cost|tags?|labels?|acceptance(?: criteri(?:a|on))?)$/iu;

export interface RowStatement {
  text: string;
  id: string | null;
  priority: Priority | null;
  category: string | null;
}

/** Whether a table holds requirements wherever it stands: a column called so, next to an id or a priority. */
export function isRequirementTable(head: readonly string[]): boolean {
  const named = head.some((cell) => TEXT.test(cell) && !ID.test(cell));
  return named && head.some((cell) => ID.test(cell.trim()) || PRIORITY.test(cell));
}

/** A table row as one statement: its id, priority and category columns apart, the wording column with its target or all that is left as text. */
export function rowStatement(row: Block): RowStatement | null {
  const column = (pattern: RegExp): number => row.head.findIndex((cell) => pattern.test(cell.trim()));
  const cellAt = (at: number): string => row.cells[at]?.trim() ?? '';
  const idAt = column(ID) >= 0 ? column(ID) : isIdentifier(cellAt(0)) ? 0 : -1;
  const [priorityAt, categoryAt] = [column(PRIORITY), column(CATEGORY)];
  if (row.struck || isWithdrawnStatus(cellAt(column(STATUS)))) return null;
  const { id, text } = takeIdentifier(wording(row, [idAt, priorityAt, categoryAt]));
  if (text.trim() === '' || isWithdrawn(text)) return null;
  const style = MOSCOW.test(row.head[priorityAt] ?? '') ? 'moscow' : 'explicit';
  return {
    text: text.trim(),
    id: isIdentifier(cellAt(idAt)) ? cellAt(idAt) : id,
    priority: priorityAt < 0 ? null : priorityNamed(cellAt(priorityAt), style),
    category: categoryAt < 0 ? null : (row.cells[categoryAt] ?? null),
  };
}

function wording({ head, cells }: Block, apart: readonly number[]): string {
  const textAt = head.findIndex((cell, index) => !apart.includes(index) && TEXT.test(cell) && !ASIDE.test(cell.trim()));
  const alone = textAt >= 0 && (cells[textAt] ?? '').split(' ').length > 2;
  const said = cells.filter((cell, index) => {
    const name = head[index]?.trim() ?? '';
    if (apart.includes(index) || isEmptyCell(cell) || STATUS.test(name) || ASIDE.test(name)) return false;
    return !alone || index === textAt || TARGET.test(name);
  });
  return said.join(': ');
}
