import { LANGUAGE_OF_DIALECT, type CodeDialect, type CodeLanguage } from '#contracts';
import type { ClassItem, FunctionItem, Item, ItemOf, Kind, ModuleItem, Span } from './items';

/** Lines and columns are 1-based; columns count UTF-16 units; the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const LINE_END = /\r\n|\r|\n/g;

/** A source, read. */
export class Code {
  private readonly byKind = new Map<Kind, Item[]>();
  private readonly asking = new Map<RegExp, readonly Span[]>();
  private starts: readonly number[] | undefined;

  constructor(
    readonly dialect: CodeDialect,
    readonly source: string,
    readonly module: ModuleItem,
    /** Every item, in source order, parents before children. */
    readonly items: readonly Item[],
    readonly comments: readonly Span[],
    /** Parts could not be parsed; what is known is what the parser saved. */
    readonly broken: boolean,
    /** Those parts, where the parser skipped any. */
    readonly errors: readonly Span[],
  ) {
    for (const item of items) {
      const like = this.byKind.get(item.kind);
      if (like === undefined) this.byKind.set(item.kind, [item]);
      else like.push(item);
    }
  }

  get language(): CodeLanguage {
    return LANGUAGE_OF_DIALECT[this.dialect];
  }

  /** All items of a kind, in source order. */
  all<K extends Kind>(kind: K): readonly ItemOf<K>[] {
    return (this.byKind.get(kind) ?? []) as ItemOf<K>[];
  }

  text({ start, end }: Span): string {
    return this.source.slice(start, end);
  }

  place({ start, end }: Span): Place {
    const [line, column] = this.position(start);
    const [endLine, endColumn] = this.position(Math.max(start, end));
    return { line, column, endLine, endColumn };
  }

  /** The reverse of `place`. */
  span({ line, column, endLine, endColumn }: Place): Span {
    const offset = (row: number, unit: number): number => (this.lineStarts[row - 1] ?? 0) + unit - 1;
    return { start: offset(line, column), end: offset(endLine, endColumn) };
  }

  /** Whether a place is below an `if` with such a condition, in any of its branches; there may be many places. */
  isBelow(condition: RegExp, place: Place): boolean {
    const { start: at } = this.span(place);
    const asking = this.asking.get(condition) ?? this.all('if').filter((item) => condition.test(item.condition));
    this.asking.set(condition, asking);
    return asking.some(({ start, end }) => start <= at && at < end);
  }

  /** Number of lines; a last line without content does not count. */
  get lineCount(): number {
    const starts = this.lineStarts;
    return starts.at(-1) === this.source.length ? starts.length - 1 : starts.length;
  }

  /** Offset at which each line starts. */
  get lineStarts(): readonly number[] {
    return (this.starts ??= [0, ...Array.from(this.source.matchAll(LINE_END), (end) => end.index + end[0].length)]);
  }

  private position(offset: number): readonly [line: number, column: number] {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] ?? 0) + 1];
  }
}

/** The nearest item of `kind` around `item`. */
export function around<K extends Kind>(item: Item, kind: K): ItemOf<K> | undefined {
  let at = item.parent;
  while (at !== undefined && at.kind !== kind) at = at.parent;
  return at as ItemOf<K> | undefined;
}

/** The class a function is a method of. */
export function ownerOf(item: FunctionItem): ClassItem | undefined {
  return item.parent?.kind === 'class' ? item.parent : undefined;
}

/** The methods of a class. */
export function methodsOf(item: ClassItem): FunctionItem[] {
  return item.children.filter((child): child is FunctionItem => child.kind === 'function');
}

/** Whether `item` runs in `around` itself and not in a function or class defined inside it. */
export function runsIn(item: Item, scope: Item): boolean {
  let at = item.parent;
  while (at !== undefined && at !== scope) {
    if (at.kind === 'function' || at.kind === 'lambda' || at.kind === 'class') return false;
    at = at.parent;
  }
  return at === scope;
}

/** All items inside `item`, in source order. */
export function* within(item: Item): Generator<Item> {
  for (const child of item.children) {
    yield child;
    yield* within(child);
  }
}

/** The last name of a path: `fetch` of `self.db.fetch`. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
