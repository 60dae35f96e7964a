/**
 * Made-up TypeScript of the kind the engine is asked to check, so that its code is compiled before the first request.
 * Deterministic: sample `n` is always the same text, 100 to 300 lines long, and every eighth one is broken somewhere.
 */
export function typescriptSample(n: number): string {
  const parts = [header(n)];
  const lines = 100 + ((n * 37) % 170);
  for (let i = 0, length = countLines(parts); length < lines; i += 1) {
    const next = BLOCKS[(n + i) % BLOCKS.length];
    if (next === undefined) break;
    parts.push(next(n, i));
    length = countLines(parts);
  }
  return n % 8 === 7 ? broken(parts.join('\n'), n) : parts.join('\n');
}

function countLines(parts: readonly string[]): number {
  return parts.join('\n').split('\n').length;
}

function header(n: number): string {
  return `import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Logger, Unused${n} } from './logger';

/** Sample module ${n}: orders are read, priced and published. */
export const LIMIT_${n} = ${n * 10};
`;
}

const BLOCKS: readonly ((n: number, i: number) => string)[] = [
  (n, i) => `
export interface Order${n}x${i} {
  readonly id: string;
  readonly amount: number;
  readonly tags: readonly string[];
  readonly created?: Date | undefined;
}

export type Priced${n}x${i} = Order${n}x${i} & { readonly total: number; readonly kind: 'priced' | 'refused' };
`,
  (n, i) => `
@Injectable()
export class Pricing${n}x${i} implements OnModuleDestroy {
  private readonly table = new Map<string, number>();
  #closed = false;

  constructor(@Inject('LOGGER') private readonly logger: Logger) {}

  async price(names: readonly string[], rate = 1.${i}): Promise<Record<string, number>> {
    const prices: Record<string, number> = {};
    for (const name of names) {
      if (this.#closed) throw new Error(\`closed while pricing \${name}\`);
      const known = this.table.get(name) ?? (await this.load(name));
      prices[name] = known > LIMIT_${n} ? known * rate : known;
    }
    return prices;
  }

  onModuleDestroy(): void {
    this.#closed = true;
    this.logger.log({ event: 'closed', size: this.table.size });
  }

  private async load(name: string): Promise<number> {
    const response = await fetch(\`https://prices.example/\${encodeURIComponent(name)}\`);
    const body = (await response.json()) as any;
    return typeof body?.price === 'number' ? body.price : 0;
  }
}
`,
  (n, i) => `
export function digest${n}x${i}(values: Iterable<Buffer>, seen = new Set<string>()): string {
  const hash = createHash('sha256');
  let unused = 0;
  outer: for (const value of values) {
    switch (value.length % 3) {
      case 0:
        continue outer;
      case 1:
        hash.update(value.subarray(1));
        break;
      default:
        hash.update(value);
    }
    seen.add(value.toString('hex'));
  }
  return hash.digest('hex').replace(/^0+/gu, '');
}
`,
  (n, i) => `
export async function report${n}x${i}(rows: { name: string; count: number }[]) {
  try {
    const sorted = [...rows].sort((a, b) => a.count - b.count || a.name.localeCompare(b.name));
    const lines = sorted.map(({ name, count }, at) => \`\${at + 1}. \${name.padEnd(20)} \${count == 0 ? '-' : count}\`);
    console.log(lines.join('\\n'));
    return { lines, missing: missingName${i} };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    // biome-ignore lint/style/useThrowOnlyError: sample
    throw 'no report';
  } finally {
    await Promise.all(rows.map(async (row) => row.name));
  }
}
`,
  (n, i) => `
export abstract class Shape${n}x${i}<T extends object, K extends keyof T = keyof T> {
  protected abstract readonly keys: readonly K[];
  static of = <U,>(value: U): readonly [U] => [value] as const;
  pick(value: T): Partial<Pick<T, K>> {
    const picked: Partial<T> = {};
    for (const key of this.keys) picked[key] = value[key];
    eval('picked');
    try { JSON.parse('{}'); } catch {}
    return picked as Partial<Pick<T, K>>;
  }
}
export enum Level${n}x${i} { Low, High = 'high'.length }
`,
];

function broken(code: string, n: number): string {
  const at = Math.floor((code.length * ((n % 7) + 1)) / 9);
  return n % 16 === 7 ? code.slice(0, at) : `${code.slice(0, at)}(${code.slice(at)}`;
}
