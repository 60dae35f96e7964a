import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/local-stack/src/project';

/** A request of a client and its answer, written from the facts about the Python service and not from our code. */
export interface Exchange {
  readonly name: string;
  readonly request: {
    readonly method: 'GET' | 'POST';
    /** Below the pages' common path. */
    readonly path: string;
    readonly body?: unknown;
    /** Sent as a form instead. */
    readonly file?: { readonly name: string; readonly content: string };
  };
  readonly response: { readonly status: number; readonly body: unknown };
}

export function goldenExchanges(name: string): readonly Exchange[] {
  return JSON.parse(readFileSync(join(projectRoot(), 'test/golden/http', `${name}.json`), 'utf8')) as Exchange[];
}

/** What stands for a part that is another each time: `{kind}`, `{kind:name}` to remember it, `{=name}` for what was. */
const KINDS: Readonly<Record<string, string>> = {
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  instant: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z',
  micros: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00',
  grade: '[ABC]',
  text: '[^]+',
};

const PLACE = /\{(=?)(\w+)(?::(\w+))?\}/g;

/** Remembers from one exchange to the next. */
export class Placeholders {
  readonly #known = new Map<string, string>();

  /** With what was remembered in place of it. */
  filled<Part>(part: Part): Part {
    if (typeof part === 'string') return part.replaceAll(/\{=(\w+)\}/g, (_, name: string) => this.#value(name)) as Part;
    return this.#each(part, (inner) => this.filled(inner));
  }

  /** What was expected, as far as what was found fits; to be compared with it. */
  resolved(expected: unknown, found: unknown): unknown {
    if (typeof expected !== 'string') {
      const at = (key: string) => (found as Record<string, unknown> | null | undefined)?.[key];
      return this.#each(expected, (inner, key) => this.resolved(inner, at(key)));
    }
    if (expected === '{number}') return typeof found === 'number' && found >= 0 ? found : expected;
    if (expected === '{object}') return typeof found === 'object' && found !== null ? found : expected;
    return typeof found === 'string' && this.#fits(expected, found) ? found : this.filled(expected);
  }

  #fits(expected: string, found: string): boolean {
    const names: string[] = [];
    let [pattern, last] = ['', 0];
    for (const match of expected.matchAll(PLACE)) {
      const [whole, isKnown, kind = '', name = ''] = match;
      pattern += literal(expected.slice(last, match.index));
      if (isKnown === '=') pattern += literal(this.#value(kind));
      else {
        names.push(name);
        pattern += `(${KINDS[kind] ?? literal(whole)})`;
      }
      last = match.index + whole.length;
    }
    const matched = new RegExp(`^${pattern}${literal(expected.slice(last))}$`).exec(found);
    if (matched === null) return false;
    for (const [index, name] of names.entries()) if (name !== '') this.#known.set(name, matched[index + 1] ?? '');
    return true;
  }

  #value(name: string): string {
    return this.#known.get(name) ?? `{=${name}}`;
  }

  #each<Part>(part: Part, change: (inner: unknown, key: string) => unknown): Part {
    if (Array.isArray(part)) return part.map((inner, index) => change(inner, String(index))) as Part;
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, change(inner, key)])) as Part;
  }
}

function literal(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&');
}
