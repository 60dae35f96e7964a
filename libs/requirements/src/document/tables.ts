import { fieldNamed } from './fields';

const PRIORITY = /^(?:priority|prio|importance)$/iu;

/** Two heads, a hundred thousand cells: a table is read up to here. */
export const MAX_CELLS = 12;

export interface Row {
  cells: string[];
  struck: boolean;
  line: number;
}

/** What a table says: its heads in a block's `head`, for those that are rows. */
export interface TableBlock {
  type: 'paragraph' | 'row';
  text: string;
  struck: boolean;
  line: number;
  head: string[];
  cells: string[];
}

/** A table of two columns whose first holds labels is one requirement, field by field; else every row is something. */
export function tableBlocks(heads: readonly string[], rows: readonly Row[]): TableBlock[] {
  const head = asMoscow(heads, rows);
  const fields = head.length === 2 && isFieldTable(rows);
  return rows.flatMap(({ cells, struck, line }, index): TableBlock[] => {
    const [label = '', value = ''] = cells;
    if (fields && fieldNamed(label) !== undefined) {
      const isHead = index === 0 && fieldNamed(value) !== undefined;
      return isHead ? [] : [{ type: 'paragraph', text: `${label}: ${value}`, struck, line, head: [], cells: [] }];
    }
    if (index === 0 || cells.every((cell) => cell === '')) return [];
    return [{ type: 'row', text: cells.join(' | '), struck, line, head, cells }];
  });
}

function isFieldTable(rows: readonly Row[]): boolean {
  const labels = rows.filter(({ cells }) => fieldNamed(cells[0] ?? '') !== undefined);
  return labels.length >= 3 && labels.length * 2 > rows.length;
}

/** A column of priorities in the letters M, S, C and W (more than a lone M, which may be medium) is called MoSCoW. */
function asMoscow(head: readonly string[], rows: readonly Row[]): string[] {
  return head.map((name, at) => {
    const cells = rows.slice(1).map(({ cells: own }) => (own[at] ?? '').trim());
    const letters = cells.length > 1 && cells.every((cell) => /^[MSCW]$/u.test(cell));
    return letters && cells.some((cell) => cell !== 'M') && PRIORITY.test(name) ? 'MoSCoW' : name;
  });
}
