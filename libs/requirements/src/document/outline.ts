import { fieldOf } from './fields';
import { startsWithIdentifier } from './identifiers';
import { inlineText, type InlineText } from './inline-text';
import { type MarkdownToken, parseMarkdown } from './markdown';
import { Sections, type Section } from './sections';
import { MAX_CELLS, tableBlocks, type Row } from './tables';

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

/** Sections and blocks of `lines` (uniform markdown); `numbers` says which line of the original each one is. */
export function readOutline(lines: readonly string[], numbers: readonly number[]): Outline {
  const reader = new OutlineReader(numbers);
  for (const token of parseMarkdown(lines.join('\n'))) reader.take(token);
  return reader.finish(numbers[numbers.length - 1] ?? 1);
}

class OutlineReader {
  private readonly sections = new Sections();
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
    this.sections.close(0, lastLine + 1);
    return { sections: this.sections.all, blocks: this.blocks };
  }

  private inline(token: MarkdownToken): void {
    const inline = inlineText(token);
    const { text } = inline;
    if (this.level > 0) this.sections.begin(text, inline.struck, this.level, this.line);
    else if (this.cells !== null) {
      this.struckCell ||= inline.struck;
      this.cells.push(text.replaceAll('\n', ' ').trim());
    } else if (text.trim() !== '') this.text(inline);
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

  private table(): void {
    for (const block of tableBlocks(this.head ?? [], this.rows)) this.push(block);
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
      section: this.sections.current() ?? -1,
      depth: 0,
      parent: null,
      struck: false,
      head: [],
      cells: [],
      ...block,
    });
  }
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
