import { readKnowledge } from '#knowledge';
import type { Block } from '../document/outline';
import { isIdentifier, takeIdentifier } from '../document/identifiers';
import { phrases } from '../phrases';
import { type Priority, priorityNamed } from './priorities';
import { isEmptyCell, isWithdrawn, isWithdrawnStatus } from './withdrawn';

type Column = 'text' | 'id' | 'priority' | 'category' | 'status' | 'target' | 'aside';

const { columns } = readKnowledge('requirements', 'labels') as { readonly columns: Readonly<Record<Column, string>> };

const among = (column: Column): RegExp => phrases(columns[column], { flags: 'iu', boundary: 'letters' });
const whole = (column: Column): RegExp => phrases(columns[column], { flags: 'iu', boundary: 'whole' });

const TEXT = among('text');
const PRIORITY = among('priority');
const MOSCOW = /\bmoscow\b/iu;
const ID = whole('id');
const CATEGORY = whole('category');
const STATUS = whole('status');
/** Columns that say how much, and so belong to the wording. */
const TARGET = whole('target');
/** Columns that say who, when and why. */
const ASIDE = whole('aside');

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
