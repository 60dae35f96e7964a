/** The most deeply nested place of a source, and its length, by what a recursive parser pays for. */
export interface Nesting {
  /** Open brackets, f-strings and replacement fields at once. */
  readonly brackets: number;
  /** Indented blocks inside one another. */
  readonly indents: number;
  /** Links of operator, call, attribute, `not`, `lambda` … chains that are open at once. */
  readonly links: number;
  /** Words, marks, strings and ends of lines, outside comments. */
  readonly tokens: number;
}

interface Frame {
  readonly kind: 'base' | 'bracket' | 'field' | 'text' | 'spec';
  /** The closing quote of the f-string this frame belongs to. */
  readonly quote: string;
  links: number;
  /** Lambdas whose parameter list is still open: a comma or a line starts nothing new there, for the engine either. */
  lambdas: number;
}

const PREFIX = /^(?:[rbuft]|r[bft]|[bft]r)$/i;
const WORD = /[\p{L}\p{N}_]+/uy;
/** Prefix words nest without a comma in between; the other keywords make flat lists in the engine's tree. */
const LINK_WORDS = new Set(['not', 'await', 'yield', 'lambda', 'else', 'async']);
/** No valid Python has these inside brackets: an unclosed bracket ends before them, as it does for the engine. */
const STATEMENT =
  /(?:assert|break|class|continue|def|del|except|finally|global|import|nonlocal|pass|raise|return|try|while|with)\b/y;
const BLANK = /[ \t\f]*/y;
const OPERATORS = new Set('+-*/%@&|^~<>=!.');

/** Measures in one pass over the text, without recursion; broken code is measured too. */
export function measureNesting(code: string): Nesting {
  return new Scan(code).run();
}

class Scan {
  private at = 0;
  private links = 0;
  private readonly frames: Frame[] = [{ kind: 'base', quote: '', links: 0, lambdas: 0 }];
  private readonly indents: number[] = [0];
  private readonly most = { brackets: 0, indents: 0, links: 0, tokens: 0 };

  constructor(private readonly code: string) {}

  run(): Nesting {
    this.startLine();
    while (this.at < this.code.length) {
      if (this.top.kind === 'text' || this.top.kind === 'spec') this.text();
      else this.token();
    }
    return this.most;
  }

  private get top(): Frame {
    return this.frames.at(-1) ?? { kind: 'base', quote: '', links: 0, lambdas: 0 };
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.code)?.[0];
  }

  private token(): void {
    const char = this.code[this.at] ?? '';
    if (char !== ' ' && char !== '#') this.most.tokens += 1;
    const word = this.match(WORD);
    if (word !== undefined) return this.word(word);
    if (char === '"' || char === "'") return this.string('');
    if (char === '\\') return this.escape();
    this.at += 1;
    if (char === '\n' || char === '\r') this.endLine();
    else if (char === '#') this.skipToLineEnd();
    else if (char === '(' || char === '[' || char === '{') this.push('bracket', '');
    else if (char === ')' || char === ']' || char === '}') this.close(char);
    else if (char === ';' || (char === ',' && this.top.lambdas === 0)) this.reset();
    else if (char === ':') this.colon();
    else if (OPERATORS.has(char)) this.operator(char);
  }

  private word(word: string): void {
    this.at += word.length;
    const next = this.code[this.at];
    if ((next === '"' || next === "'") && PREFIX.test(word)) this.string(word);
    else if (LINK_WORDS.has(word)) this.link();
    if (word === 'lambda') this.top.lambdas += 1;
  }

  private colon(): void {
    if (this.top.kind === 'field') this.push('spec', this.top.quote);
    else if (this.top.lambdas > 0) this.top.lambdas -= 1;
  }

  private operator(char: string): void {
    this.link();
    const next = this.code[this.at];
    if (next === '=' || (next === char && '*/<>'.includes(char))) this.at += 1;
  }

  private link(): void {
    this.top.links += 1;
    this.links += 1;
    this.most.links = Math.max(this.most.links, this.links);
  }

  /** A new list item or statement. */
  private reset(): void {
    this.links -= this.top.links;
    this.top.lambdas = 0;
    this.top.links = 0;
  }

  private push(kind: Frame['kind'], quote: string): void {
    this.link();
    this.frames.push({ kind, quote, links: 0, lambdas: 0 });
    this.most.brackets = Math.max(this.most.brackets, this.frames.length - 1);
  }

  private pop(): void {
    if (this.frames.length === 1) return;
    this.reset();
    this.frames.pop();
  }

  private close(char: string): void {
    if (this.top.kind === 'bracket' || (this.top.kind === 'field' && char === '}')) this.pop();
  }

  private endLine(): void {
    if (this.code[this.at - 1] === '\r' && this.code[this.at] === '\n') this.at += 1;
    this.startLine();
  }

  private startLine(): void {
    const blank = this.match(BLANK) ?? '';
    this.at += blank.length;
    const isStatement = this.match(STATEMENT) !== undefined;
    if (isStatement) while (this.frames.length > 1) this.pop();
    if (this.frames.length > 1) return;
    if (isStatement || this.top.lambdas === 0) this.reset();
    const next = this.code[this.at];
    if (next !== undefined && !'#\r\n'.includes(next)) this.indent(widthOf(blank));
  }

  private indent(width: number): void {
    while ((this.indents.at(-1) ?? 0) > width) this.indents.pop();
    if ((this.indents.at(-1) ?? 0) < width) this.indents.push(width);
    this.most.indents = Math.max(this.most.indents, this.indents.length - 1);
  }

  private skipToLineEnd(): void {
    while (this.at < this.code.length && !'\r\n'.includes(this.code[this.at] ?? '')) this.at += 1;
  }

  /** At an opening quote. Plain strings are skipped whole; f- and t-strings open a frame, for their fields hold code. */
  private string(prefix: string): void {
    const mark = this.code[this.at] ?? '';
    const quote = this.code.startsWith(mark.repeat(3), this.at) ? mark.repeat(3) : mark;
    this.at += quote.length;
    if (/[ft]/i.test(prefix)) return this.push('text', quote);
    while (this.at < this.code.length && !this.closes(quote)) this.step();
    if (this.code.startsWith(quote, this.at)) this.at += quote.length;
  }

  private step(): void {
    if (this.code[this.at] === '\\') this.escape();
    else this.at += 1;
  }

  /** A backslash and what it escapes: one character, or one end of line. */
  private escape(): void {
    this.at += this.code.startsWith('\r\n', this.at + 1) ? 3 : 2;
  }

  /** A quote ends a string; so does the end of the line, if the quote is a single one. */
  private closes(quote: string): boolean {
    return this.code.startsWith(quote, this.at) || (quote.length === 1 && '\r\n'.includes(this.code[this.at] ?? ''));
  }

  /** One step inside the literal part of an f-string or inside a format spec. */
  private text(): void {
    const { kind, quote } = this.top;
    if (this.closes(quote)) return this.endText(quote);
    const char = this.code[this.at] ?? '';
    this.step();
    if (char === '{') {
      if (kind === 'text' && this.code[this.at] === '{') this.at += 1;
      else this.push('field', quote);
    } else if (char === '}' && kind === 'spec') {
      this.pop();
      this.pop();
    }
  }

  private endText(quote: string): void {
    while (this.top.kind === 'spec' || this.top.kind === 'field') this.pop();
    this.pop();
    if (this.code.startsWith(quote, this.at)) this.at += quote.length;
  }
}

function widthOf(blank: string): number {
  let width = 0;
  for (const char of blank) width = char === '\t' ? (Math.floor(width / 8) + 1) * 8 : char === '\f' ? 0 : width + 1;
  return width;
}
