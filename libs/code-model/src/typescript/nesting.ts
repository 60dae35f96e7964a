import { type Counts, type Frame, frame } from './nesting-frame';
import {
  WORD,
  BLANKS,
  LINE_COMMENT,
  STRING,
  FLAGS,
  OPERATOR,
  ATTRIBUTE_VALUE,
  HEAD_WORDS,
  STATEMENT_WORDS,
  CONTINUING_WORDS,
  PREFIX_WORDS,
  LINK_WORDS,
  PREFIX_OPERATORS,
} from './tokens';

/** The most deeply nested place of a source, and its length, by what a recursive parser pays for. */
export interface Nesting {
  /** Open brackets, templates, template fields and JSX elements at once. */
  readonly brackets: number;
  /** Links that are open at once: prefix operators and words, `=>`, `?`, `=`, type arguments, `else if`, labels … */
  readonly links: number;
  /** Ternaries inside one another of the form `a ? (b) : c => …`: each doubles the time the engine takes to parse it. */
  readonly doubts: number;
  /** Words, marks, strings and ends of lines, outside comments. */
  readonly tokens: number;
}

type Previous = 'operand' | 'group' | 'block' | 'operator' | 'dot' | 'head';

/**
 * Measures in one pass over the text, without recursion; broken code is measured too. Regular expressions, JSX text
 * and statements without semicolons are told by their neighbours, so a source made to deceive may measure too low.
 */
export function measureNesting(code: string): Nesting {
  return new Scan(code).run();
}

class Scan {
  private at = 0;
  /** Up to here no regular expression ends on its line: looked for once, so that the pass stays linear. */
  private noRegexBefore = 0;
  private previous: Previous = 'operator';
  private readonly open: Counts = { links: 0, angles: 0, tags: 0, doubts: 0 };
  private readonly frames: Frame[] = [];
  private readonly most = { brackets: 0, links: 0, doubts: 0, tokens: 0 };
  /** Without a closing tag `<T>x` is a cast. */
  private readonly hasTags: boolean;
  private top = frame('base', false);

  constructor(private readonly code: string) {
    this.hasTags = code.includes('</') || code.includes('/>');
  }

  run(): Nesting {
    while (this.at < this.code.length) {
      if (this.top.kind === 'text') this.text();
      else this.token();
    }
    return this.most;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.code)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private token(): void {
    const blanks = this.match(BLANKS);
    if (blanks === undefined ? this.comment() : !blanks.includes('\n')) return;
    this.most.tokens += 1;
    if (blanks === undefined) this.significant();
  }

  private comment(): boolean {
    if (!this.code.startsWith('/*', this.at)) return this.match(LINE_COMMENT) !== undefined;
    const end = this.code.indexOf('*/', this.at + 2);
    this.at = end < 0 ? this.code.length : end + 2;
    return true;
  }

  private significant(): void {
    const word = this.match(WORD);
    if (word !== undefined) this.word(word);
    else if (this.match(STRING) !== undefined || (!this.endsOperand() && this.regex())) this.operand();
    else this.punctuation(this.match(OPERATOR) ?? '');
  }

  private regex(): boolean {
    if (this.code[this.at] !== '/' || this.code[this.at + 1] === '>' || this.at < this.noRegexBefore) return false;
    const end = this.regexEnd();
    this.at = end ?? this.at;
    return end !== undefined && this.match(FLAGS) !== undefined;
  }

  private regexEnd(): number | undefined {
    let isClass = false;
    for (let at = this.at + 1; ; at += 1) {
      const char = this.code[at];
      if (char === undefined || char === '\n' || char === '\r') {
        this.noRegexBefore = at;
        return undefined;
      }
      if (char === '\\') at += 1;
      else if (char === '/' && !isClass) return at + 1;
      else if (char === '[' || char === ']') isClass = char === '[';
    }
  }

  private endsOperand(): boolean {
    return this.previous === 'operand' || this.previous === 'group' || this.previous === 'block';
  }

  private operand(): void {
    if (this.endsOperand()) this.reset();
    this.previous = 'operand';
  }

  /** A word after an operand starts a new statement, member or attribute, unless it is an operator itself. */
  private word(word: string): void {
    if (this.previous === 'dot') return void (this.previous = 'operand');
    const startsAnew = this.endsOperand() && !CONTINUING_WORDS.has(word);
    if (startsAnew || STATEMENT_WORDS.has(word)) this.reset();
    if (LINK_WORDS.has(word)) this.add('links');
    this.previous = HEAD_WORDS.has(word) ? 'head' : PREFIX_WORDS.has(word) ? 'operator' : 'operand';
  }

  private punctuation(mark: string): void {
    if (mark === '`') this.push('text', false);
    else if (mark === '(' || mark === '[' || mark === '{') this.push('bracket', this.previous === 'head');
    else if (mark === ')' || mark === ']' || mark === '}') this.close(mark);
    else {
      if (mark === ';') this.removeAll();
      else if (mark === ',') this.removeLinks();
      this.operator(mark);
    }
  }

  private operator(mark: string): void {
    const wasOperand = this.endsOperand();
    if (mark === '<') this.add(wasOperand ? 'angles' : this.hasTags ? 'tags' : 'links');
    else if (mark === '</' || mark === '/>') this.remove('tags');
    else if (mark === '>') this.remove('angles');
    else if (mark === '=' ? !this.isAttribute() : mark === '=>' || mark === '?') this.add('links');
    else if (PREFIX_OPERATORS.has(mark) && !wasOperand) this.add('links');
    else if (mark === ':' && this.top.questions === 0) this.add('links');
    this.weighDoubt(mark);
    const isPostfix = wasOperand && (mark === '!' || mark === '++' || mark === '--');
    this.previous = isPostfix ? 'operand' : mark === '.' || mark === '?.' ? 'dot' : 'operator';
  }

  private isAttribute(): boolean {
    ATTRIBUTE_VALUE.lastIndex = this.at;
    return ATTRIBUTE_VALUE.test(this.code);
  }

  private weighDoubt(mark: string): void {
    if (mark === '?') this.top.questions += 1;
    else if (mark === ':' && this.previous === 'group' && this.top.questions > 0) this.top.isDoubtful = true;
    else if (mark === '=>' && this.top.isDoubtful) {
      this.top.isDoubtful = false;
      this.add('doubts');
    }
  }

  private add(what: keyof Counts): void {
    this.top[what] += 1;
    this.open[what] += 1;
    this.most.links = Math.max(this.most.links, this.open.links + this.open.angles);
    this.most.brackets = Math.max(this.most.brackets, this.frames.length + this.open.tags);
    this.most.doubts = Math.max(this.most.doubts, this.open.doubts);
  }

  private remove(what: keyof Counts, count = Math.min(1, this.top[what])): void {
    this.top[what] -= count;
    this.open[what] -= count;
  }

  /** At a comma: type arguments and JSX elements stay open. */
  private removeLinks(): void {
    this.remove('links', this.top.links);
    this.remove('doubts', this.top.doubts);
    this.top.questions = 0;
    this.top.isDoubtful = false;
  }

  /** At a new statement or attribute: JSX elements stay open. */
  private reset(): void {
    this.removeLinks();
    this.remove('angles', this.top.angles);
  }

  private removeAll(): void {
    this.reset();
    this.remove('tags', this.top.tags);
  }

  private push(kind: Frame['kind'], isHead: boolean): void {
    this.frames.push(this.top);
    this.top = frame(kind, isHead);
    this.most.brackets = Math.max(this.most.brackets, this.frames.length + this.open.tags);
    this.previous = 'operator';
  }

  private pop(): void {
    this.removeAll();
    this.top = this.frames.pop() ?? this.top;
  }

  private close(mark: string): void {
    const isHead = this.top.isHead && mark === ')';
    this.pop();
    this.previous = isHead ? 'operator' : mark === '}' ? 'block' : mark === ')' ? 'group' : 'operand';
  }

  /** The literal part of a template; its fields hold code. */
  private text(): void {
    const char = this.code[this.at];
    this.at += char === '\\' ? 2 : 1;
    if (char === '$' && this.code[this.at] === '{') {
      this.at += 1;
      this.push('bracket', false);
    } else if (char === '`') {
      this.pop();
      this.previous = 'operand';
    }
  }
}
