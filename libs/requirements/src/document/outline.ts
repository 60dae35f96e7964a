import type { Quality } from '../quality/quality-lexicon';
import { fieldNamed, fieldOf } from './fields';
import { readHeading, type SectionKind } from './headings';
import { startsWithIdentifier, takeHeadingIdentifier } from './identifiers';
import { inlineText, type InlineText } from './inline-text';
import { type MarkdownToken, parseMarkdown } from './markdown';

export interface Section {
  title: string;
  /** The id its heading starts with ("FR-1: Ordering"), and the heading without it. */
  id: string | null;
  name: string;
  level: number;
  /** Own meaning, or that of the nearest heading above that has one. */
  kind: SectionKind;
  quality: Quality | null;
  line: number;
  end_line: number;
  parent: number | null;
}

export interface Block {
  type: 'item' | 'paragraph' | 'row' | 'gherkin';
  /** Plain text; a newline where the source has one. */
  text: string;
  /** The bold words it starts with, if any. */
  lead: string;
  /** `code` words in it. */
  code: string[];
  line: number;
  /** Index into the sections; -1 before the first heading. */
  section: number;
  /** For items: nesting from 0, and the index of the item around it. */
  depth: number;
  parent: number | null;
  /** Struck out as a whole. */
  struck: boolean;
  /** For rows: the table's column heads and the row's cells. */
  head: string[];
  cells: string[];
}

export interface Outline {
  sections: Section[];
  blocks: Block[];
}

const PRIORITY = /^(?:priority|prio|importance)$/iu;

/** Two heads, a hundred thousand cells: a table is read up to here. */
const MAX_CELLS = 12;

interface Row {
  cells: string[];
  struck: boolean;
  line: number;
}

/** Sections and blocks of `lines` (uniform markdown); `numbers` says which line of the original each one is. */
export function readOutline(lines: readonly string[], numbers: readonly number[]): Outline {
  const reader = new OutlineReader(numbers);
  for (const token of parseMarkdown(lines.join('\n'))) reader.take(token);
  return reader.finish(numbers[numbers.length - 1] ?? 1);
}

class OutlineReader {
  private readonly sections: Section[] = [];
  private readonly blocks: Block[] = [];
  private readonly items: number[] = [];
  private level = 0;
  private line = 1;
  private itemOpen = false;
  private head: string[] | null = null;
  private rows: Row[] = [];
  private cells: string[] | null = null;
  private struckCell = false;
  private inHead = false;

  constructor(private readonly numbers: readonly number[]) {}

  take(token: MarkdownToken): void {
    if (token.map !== null) this.line = this.numbers[token.map[0]] ?? this.line;
    switch (token.type) {
      case 'heading_open':
        this.level = Number(token.tag.slice(1));
        break;
      case 'heading_close':
        this.level = 0;
        break;
      case 'list_item_open':
        this.items.push(-1);
        this.itemOpen = true;
        break;
      case 'list_item_close':
        this.items.pop();
        this.itemOpen = false;
        break;
      case 'thead_open':
        this.head = [];
        this.inHead = true;
        break;
      case 'thead_close':
        this.inHead = false;
        break;
      case 'tr_open':
        this.cells = [];
        break;
      case 'tr_close':
        this.row();
        break;
      case 'table_close':
        this.table();
        break;
      case 'fence':
        this.fence(token);
        break;
      case 'inline':
        this.inline(token);
        break;
      default:
    }
  }

  finish(lastLine: number): Outline {
    this.closeSections(0, lastLine + 1);
    return { sections: this.sections, blocks: this.blocks };
  }

  private inline(token: MarkdownToken): void {
    const inline = inlineText(token);
    const { text } = inline;
    if (this.level > 0) this.heading(text, inline.struck);
    else if (this.cells !== null) {
      this.struckCell ||= inline.struck;
      this.cells.push(text.replaceAll('\n', ' ').trim());
    } else if (text.trim() !== '') this.text(inline);
  }

  private heading(text: string, struck: boolean): void {
    this.closeSections(this.level, this.line);
    const parent = this.openSection();
    const { id, text: name } = takeHeadingIdentifier(text);
    const own = struck ? { ...readHeading(text), kind: 'out_of_scope' as const } : headingOf(text, id);
    const above = parent === null ? undefined : this.sections[parent];
    const inherits = own.kind === 'other' && above !== undefined;
    this.sections.push({
      title: own.title,
      id,
      name: id === null ? own.title : name,
      level: this.level,
      kind: inherits ? above.kind : own.kind,
      quality: own.quality ?? (inherits ? above.quality : null),
      line: this.line,
      end_line: 0,
      parent,
    });
  }

  private openSection(): number | null {
    const index = this.sections.findLastIndex((section) => section.end_line === 0);
    return index < 0 ? null : index;
  }

  private closeSections(level: number, line: number): void {
    for (let index = this.sections.length - 1; index >= 0; index -= 1) {
      const section = this.sections[index];
      if (section === undefined || section.end_line !== 0) continue;
      if (section.level < level) break;
      section.end_line = Math.max(section.line, line - 1);
    }
  }

  /** Lines "Label: value" and "AC1: …" in one paragraph are statements of their own. */
  private text({ text, lead, code, struck }: InlineText): void {
    const [first = '', ...others] = pieces(text);
    const inItem = this.items.length > 0;
    const around = this.items[this.items.length - 1] ?? null;
    if (inItem && this.itemOpen) {
      this.itemOpen = false;
      this.items[this.items.length - 1] = this.blocks.length;
      const parent = this.items[this.items.length - 2] ?? null;
      this.push({ type: 'item', text: first, lead, code, struck, depth: this.items.length - 1, parent });
    } else this.push({ type: 'paragraph', text: first, lead, code, struck, parent: around });
    const parent = inItem ? (this.items[this.items.length - 1] ?? null) : null;
    let line = this.line + newlines(first);
    for (const piece of others) {
      line += 1;
      const depth = this.items.length;
      this.push({ type: inItem ? 'item' : 'paragraph', text: piece, struck, depth, parent, line });
      line += newlines(piece);
    }
  }

  private row(): void {
    const cells = (this.cells ?? []).slice(0, MAX_CELLS);
    const struck = this.struckCell;
    this.cells = null;
    this.struckCell = false;
    if (this.inHead) this.head = cells;
    this.rows.push({ cells, struck, line: this.line });
  }

  /** A table of two columns whose first holds labels is one requirement, field by field; else every row is something. */
  private table(): void {
    const head = asMoscow(this.head ?? [], this.rows);
    const fields = head.length === 2 && isFieldTable(this.rows);
    this.rows.forEach(({ cells, struck, line }, index) => {
      const [label = '', value = ''] = cells;
      if (fields && fieldNamed(label) !== undefined) {
        if (index > 0 || fieldNamed(value) === undefined)
          this.push({ type: 'paragraph', text: `${label}: ${value}`, struck, line });
      } else if (index > 0 && cells.some((cell) => cell !== ''))
        this.push({ type: 'row', text: cells.join(' | '), struck, head, cells, line });
    });
    this.head = null;
    this.rows = [];
  }

  private fence(token: MarkdownToken): void {
    if (/^(?:gherkin|cucumber|feature)\b/iu.test(token.info.trim())) {
      this.line += 1;
      this.push({ type: 'gherkin', text: token.content.slice(0, 20_000) });
    }
  }

  private push(block: Partial<Block> & Pick<Block, 'type' | 'text'>): void {
    this.blocks.push({
      lead: '',
      code: [],
      line: this.line,
      section: this.openSection() ?? -1,
      depth: 0,
      parent: null,
      struck: false,
      head: [],
      cells: [],
      ...block,
    });
  }
}

/** A heading that carries the id of a requirement names a thing, whatever section its words remind of. */
function headingOf(text: string, id: string | null): ReturnType<typeof readHeading> {
  const own = readHeading(text);
  if (id === null || own.kind === 'non_functional') return own;
  return { ...own, kind: idKind(id) };
}

function idKind(id: string): SectionKind {
  if (/^(?:FR|REQ|RF|FUNC)/u.test(id)) return 'functional';
  return id.startsWith('AC') ? 'acceptance_criteria' : 'other';
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

function pieces(text: string): string[] {
  const found: string[] = [];
  for (const line of text.split('\n')) {
    const own = found.length === 0 || fieldOf(line) !== null || startsWithIdentifier(line);
    if (own) found.push(line);
    else found[found.length - 1] += `\n${line}`;
  }
  return found;
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
