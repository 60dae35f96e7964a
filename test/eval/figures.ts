/** One line of the report: a measured share beside what is aimed at. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly aim?: number;
  /** What it is a share of. */
  readonly of: number;
}

export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly tables: readonly string[];
  /** The worst first. */
  readonly mistakes: readonly string[];
}

export function share(count: number, of: number): number {
  return of === 0 ? 0 : count / of;
}

/** Rows are what was expected, columns what was answered. */
export class Confusion {
  private readonly counts = new Map<string, Map<string, number>>();

  add(expected: string, answered: string): void {
    const row = this.counts.get(expected) ?? new Map<string, number>();
    this.counts.set(expected, row.set(answered, (row.get(answered) ?? 0) + 1));
  }

  count(expected: string, answered: string): number {
    return this.counts.get(expected)?.get(answered) ?? 0;
  }

  get labels(): string[] {
    return [...new Set([...this.counts.keys(), ...[...this.counts.values()].flatMap((row) => [...row.keys()])])].sort();
  }

  get accuracy(): number {
    const all = [...this.counts.values()].flatMap((row) => [...row.values()]).reduce((sum, n) => sum + n, 0);
    return share(
      this.labels.reduce((sum, label) => sum + this.count(label, label), 0),
      all,
    );
  }

  /** Unweighted mean of the F1 of every label that was expected. */
  get macroF1(): number {
    const labels = [...this.counts.keys()];
    return share(
      labels.reduce((sum, label) => sum + this.f1(label), 0),
      labels.length,
    );
  }

  f1(label: string): number {
    const hit = this.count(label, label);
    const expected = this.labels.reduce((sum, other) => sum + this.count(label, other), 0);
    const answered = this.labels.reduce((sum, other) => sum + this.count(other, label), 0);
    return share(2 * hit, expected + answered);
  }

  toString(): string {
    const labels = this.labels;
    const width = Math.max(8, ...labels.map(({ length }) => length)) + 2;
    const row = (head: string, cells: readonly string[]): string =>
      head.padEnd(width) + cells.map((cell) => cell.padStart(width)).join('');
    const lines = labels.map((label) =>
      row(label, [...labels.map((other) => String(this.count(label, other))), this.f1(label).toFixed(3)]),
    );
    return [row('expected', [...labels, 'F1']), ...lines].join('\n');
  }
}

const WORST = 10;

export function show({ title, figures, tables, mistakes }: Section): string {
  const lines = figures.map(({ name, value, aim, of }) => {
    const goal = aim === undefined ? '' : value >= aim ? `  (aim ${aim}: reached)` : `  (aim ${aim}: MISSED)`;
    return `  ${name.padEnd(52)} ${value.toFixed(3)} of ${of}${goal}`;
  });
  const worst = mistakes.slice(0, WORST).map((mistake) => `  - ${mistake}`);
  const rest = worst.length === 0 ? [] : [`  worst mistakes (${worst.length} of ${mistakes.length}):`, ...worst];
  return [title, ...lines, ...tables.map((table) => table.replace(/^/gm, '    ')), ...rest, ''].join('\n');
}
