/**
 * An annotation, taken apart: `dict[str, int | None]` is `dict` of `str` and `|` of `int` and `None`. Lists of
 * parameters (`Callable[[A], B]`) have the name `[]`; what is no type has an empty name.
 */
export interface TypeExpression {
  /** Last name of a dotted path: `Any` of `typing.Any`. */
  readonly name: string;
  readonly arguments: readonly TypeExpression[];
  /** Offset in the annotation. */
  readonly start: number;
}

/** Deeper annotations are cut off; nobody reads those. */
const MAX_DEPTH = 24;

/** Reads one annotation; quoted parts are read as what they quote. Never throws; what is left over is ignored. */
export function readType(text: string): TypeExpression {
  return new TypeReader(text).union(0);
}

/** `type` itself and everything inside it. */
export function* everyType(type: TypeExpression): Generator<TypeExpression> {
  yield type;
  for (const argument of type.arguments) yield* everyType(argument);
}

const BLANK = /\s/;
const NAME = /[\w.\u0080-\uffff]/;
/** Their arguments are values or metadata, not types. */
const OPAQUE: ReadonlySet<string> = new Set(['Literal']);
const FIRST_ONLY: ReadonlySet<string> = new Set(['Annotated']);
const CLOSING = ',]|';

class TypeReader {
  private at = 0;
  private quote = '';

  constructor(private readonly text: string) {}

  union(depth: number): TypeExpression {
    const first = this.atom(depth);
    if (this.next() !== '|') return first;
    const parts = [first];
    while (this.next() === '|') {
      this.at++;
      parts.push(this.atom(depth));
    }
    return { name: '|', arguments: parts, start: first.start };
  }

  private atom(depth: number): TypeExpression {
    const opening = this.next();
    const start = this.at;
    if ((opening === '"' || opening === "'") && this.quote === '') return this.quoted(opening, depth);
    if (opening === '[') return { name: '[]', arguments: this.list(depth), start };
    while (NAME.test(this.text[this.at] ?? '')) this.at++;
    const path = this.text.slice(start, this.at);
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (path === '') this.skip();
    if (this.next() !== '[') return { name, arguments: [], start };
    if (OPAQUE.has(name)) return this.opaque(name, start);
    const inside = this.list(depth);
    return { name, arguments: FIRST_ONLY.has(name) ? inside.slice(0, 1) : inside, start };
  }

  private quoted(quote: string, depth: number): TypeExpression {
    this.at++;
    this.quote = quote;
    const type = this.union(depth);
    while (this.at < this.text.length && this.text[this.at] !== quote) this.at++;
    this.at++;
    this.quote = '';
    return type;
  }

  private list(depth: number): TypeExpression[] {
    this.at++;
    const types: TypeExpression[] = [];
    if (depth >= MAX_DEPTH) this.at = this.text.length;
    while (this.at < this.text.length && this.next() !== ']') {
      const before = this.at;
      types.push(this.union(depth + 1));
      if (this.next() === ',' || this.at === before) this.at++;
    }
    this.at++;
    return types;
  }

  private opaque(name: string, start: number): TypeExpression {
    let depth = 0;
    do {
      const char = this.text[this.at++];
      if (char === '[') depth++;
      if (char === ']') depth--;
    } while (depth > 0 && this.at < this.text.length);
    return { name, arguments: [], start };
  }

  /** Over something that is no type, such as a call or a number with a sign. */
  private skip(): void {
    while (this.at < this.text.length && !CLOSING.includes(this.text[this.at] ?? '')) {
      if (this.text[this.at] === this.quote) return;
      this.at++;
    }
  }

  private next(): string | undefined {
    while (BLANK.test(this.text[this.at] ?? '')) this.at++;
    return this.text[this.at];
  }
}
