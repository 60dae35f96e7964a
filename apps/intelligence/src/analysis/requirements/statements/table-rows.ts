import type { Block } from '../document/outline';
import { isIdentifier, takeIdentifier } from '../document/identifiers';
import { type Priority, priorityNamed } from './modality';

const TEXT =
  /\b(?:requirements?|descriptions?|statements?|features?|stor(?:y|ies)|capabilit(?:y|ies)|details?|behaviou?r|rules?|criteri(?:a|on))\b/iu;
const ID = /^(?:id|#|no\.?|nr\.?|ref\.?|req\.? ?(?:id|no\.?|#)?|requirement id|identifier|key|number)$/iu;
const PRIORITY = /\b(?:priority|prio|moscow|importance)\b/iu;
const CATEGORY = /^(?:type|category|kind|class|quality|area|attribute)$/iu;

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

/** A table row as one statement: its id, priority and category columns apart, the wording column or all that is left as text. */
export function rowStatement(row: Block): RowStatement | null {
  const column = (pattern: RegExp): number => row.head.findIndex((cell) => pattern.test(cell.trim()));
  const idAt = column(ID) >= 0 ? column(ID) : row.cells.findIndex(isIdentifier);
  const priorityAt = column(PRIORITY);
  const categoryAt = column(CATEGORY);
  const textAt = row.head.findIndex((cell, index) => index !== idAt && TEXT.test(cell));
  const rest = row.cells.filter((cell, index) => cell !== '' && ![idAt, priorityAt, categoryAt].includes(index));
  const raw =
    textAt >= 0 && (row.cells[textAt] ?? '').split(' ').length > 2 ? (row.cells[textAt] ?? '') : rest.join(': ');
  const { id, text } = takeIdentifier(raw);
  if (text.trim() === '') return null;
  const cellId = row.cells[idAt]?.trim() ?? '';
  return {
    text: text.trim(),
    id: isIdentifier(cellId) ? cellId : id,
    priority: priorityAt < 0 ? null : priorityNamed(row.cells[priorityAt] ?? '', 'explicit'),
    category: categoryAt < 0 ? null : (row.cells[categoryAt] ?? null),
  };
}
