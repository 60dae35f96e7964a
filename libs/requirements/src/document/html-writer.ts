import type { NumberedLine } from './numbered-line';

const PARAGRAPHS: ReadonlySet<string> = new Set(
  'p div section article header footer main body html head aside nav blockquote details summary center form dl dt dd hr caption title'.split(
    ' ',
  ),
);
const MARKS: Readonly<Record<string, string>> = {
  strong: '**',
  b: '**',
  del: '~~',
  s: '~~',
  strike: '~~',
  code: '`',
  kbd: '`',
  samp: '`',
  tt: '`',
};

const HEADING = /^#{1,6} /u;

/** No page nests its lists deeper. */
const MAX_DEPTH = 8;

interface Table {
  rows: number;
  cells: string[];
  cell: string | null;
}

/** Writes markdown lines from text and tags; what is never closed ends where the next thing of its kind begins. */
export class HtmlWriter {
  private readonly lines: NumberedLine[] = [];
  private lists = 0;
  private table: Table | null = null;
  private current = '';
  private number = 1;
  private hidden = false;

  /** A line without tags: as it is, or part of the cell or list item around it. */
  line(text: string, number: number): void {
    if (HEADING.test(text)) this.leaveAll();
    if (this.table === null && this.lists === 0 && this.current === '' && !this.hidden)
      return void this.lines.push({ text, number });
    this.begin(number);
    this.text(text);
    this.end();
  }

  begin(number: number): void {
    this.number = number;
  }

  /** The end of a source line is a space in HTML; outside of any list or table it ends the line. */
  end(): void {
    if (this.table !== null || this.lists > 0) this.text(' ');
    else if (this.current.trim() === '') this.lines.push({ text: '', number: this.number });
    else this.flush();
  }

  text(text: string): void {
    if (this.hidden) return;
    const plain = text.replace(/&nbsp;/gu, ' ');
    if (this.table === null) this.current += this.current === '' ? plain.trimStart() : plain;
    else if (this.table.cell !== null) this.table.cell += plain;
  }

  tag(name: string, closing: boolean): void {
    if (name === 'style' || name === 'script') this.hidden = !closing;
    else if (/^(?:table|tr|td|th)$/u.test(name)) this.tableTag(name, closing);
    else if (MARKS[name] !== undefined) this.text(MARKS[name]);
    else if (this.table !== null) this.text(' ');
    else if (/^h[1-6]$/u.test(name)) this.heading(Number(name[1]), closing);
    else if (name === 'ul' || name === 'ol') this.list(closing);
    else if (name === 'li') this.item(closing);
    else if (name === 'br') this.flush();
    else if (PARAGRAPHS.has(name)) this.paragraph();
  }

  finish(): NumberedLine[] {
    this.endTable();
    this.flush();
    return this.lines;
  }

  /** A markdown heading stands in no list and no table: those before it were never closed. */
  private leaveAll(): void {
    this.endTable();
    this.flush();
    this.lists = 0;
  }

  private heading(level: number, closing: boolean): void {
    this.paragraph();
    if (!closing) this.current = `${'#'.repeat(level)} `;
  }

  private list(closing: boolean): void {
    this.flush();
    this.lists = closing ? Math.max(0, this.lists - 1) : Math.min(MAX_DEPTH, this.lists + 1);
    if (this.lists === 0 || (this.lists === 1 && !closing)) this.push('');
  }

  private item(closing: boolean): void {
    this.flush();
    if (!closing) this.current = `${'  '.repeat(Math.max(0, this.lists - 1))}- `;
  }

  private paragraph(): void {
    if (/^\s*- $/u.test(this.current)) return;
    this.flush();
    if (this.lists === 0) this.push('');
  }

  private tableTag(name: string, closing: boolean): void {
    if (name === 'table') {
      this.endTable();
      this.flush();
      this.push('');
      if (!closing) this.table = { rows: 0, cells: [], cell: null };
      return;
    }
    if (this.table === null) return;
    this.endCell();
    if (name === 'tr') this.endRow();
    else if (!closing) this.table.cell = '';
  }

  private endTable(): void {
    this.endCell();
    this.endRow();
    this.table = null;
  }

  private endCell(): void {
    if (this.table === null || this.table.cell === null) return;
    this.table.cells.push(this.table.cell.replace(/\s+/gu, ' ').replaceAll('|', '\\|').trim());
    this.table.cell = null;
  }

  private endRow(): void {
    const { table } = this;
    if (table === null || table.cells.length === 0) return;
    this.push(`| ${table.cells.join(' | ')} |`);
    if (table.rows === 0) this.push(`|${'---|'.repeat(table.cells.length)}`);
    table.rows += 1;
    table.cells = [];
  }

  private flush(): void {
    const line = this.current.trimEnd().replace(/(\*\*|~~)\s*([^*~]{1,400}?)\s*\1/gu, '$1$2$1');
    this.current = '';
    if (line.trim() !== '' && line.trim() !== '-') this.push(line);
  }

  private push(text: string): void {
    this.lines.push({ text, number: this.number });
  }
}
