import type { Quality } from '../quality/quality-lexicon';
import { readHeading, type SectionKind } from './headings';
import { inlineText } from './inline-text';
import { type MarkdownToken, parseMarkdown } from './markdown';

export interface Section {
  title: string;
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
  /** For rows: the table's column heads and the row's cells. */
  head: string[];
  cells: string[];
}

export interface Outline {
  sections: Section[];
  blocks: Block[];
}

/** Two heads, a hundred thousand cells: a table is read up to here. */
const MAX_CELLS = 12;

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
  private cells: string[] | null = null;
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
        this.head = null;
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
    const { text, lead, code } = inlineText(token);
    if (this.level > 0) this.heading(text);
    else if (this.cells !== null) this.cells.push(text.replaceAll('\n', ' ').trim());
    else if (text.trim() !== '') this.text(text, lead, code);
  }

  private heading(text: string): void {
    this.closeSections(this.level, this.line);
    const parent = this.openSection();
    const own = readHeading(text);
    const above = parent === null ? undefined : this.sections[parent];
    const inherits = own.kind === 'other' && above !== undefined;
    this.sections.push({
      title: own.title,
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

  private text(text: string, lead: string, code: string[]): void {
    const inItem = this.items.length > 0;
    if (inItem && this.itemOpen) {
      this.itemOpen = false;
      this.items[this.items.length - 1] = this.blocks.length;
      const parent = this.items[this.items.length - 2];
      this.push({ type: 'item', text, lead, code, depth: this.items.length - 1, parent: parent ?? null });
    } else this.push({ type: 'paragraph', text, lead, code, parent: this.items[this.items.length - 1] ?? null });
  }

  private row(): void {
    const cells = this.cells ?? [];
    this.cells = null;
    if (this.inHead) this.head = cells.slice(0, MAX_CELLS);
    else if (cells.some((cell) => cell !== '')) {
      const kept = cells.slice(0, MAX_CELLS);
      this.push({ type: 'row', text: kept.join(' | '), head: this.head ?? [], cells: kept });
    }
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
      head: [],
      cells: [],
      ...block,
    });
  }
}
