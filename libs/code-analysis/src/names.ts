import type { ImportItem } from '#code-model';
import type { Scope, Survey } from './survey';

const END_OF_NAME = /[.([]/;
const MAX_BASES = 10;

/** The first name of a path: `os` of `os.environ[]`. */
export function headOf(path: string): string {
  const end = path.search(END_OF_NAME);
  return end < 0 ? path : path.slice(0, end);
}

/** What stands before the last dot: `self.db` of `self.db.fetch`; empty for a plain name. */
export function receiverOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** The dotted path of what is imported; a relative one starts with its dots. */
export function importedPath({ module, name, level }: ImportItem): string {
  const base = '.'.repeat(level) + module;
  if (name === undefined || name === '*') return base;
  return module === '' ? base + name : `${base}.${name}`;
}

/** What the names of a source stand for. */
export class Names {
  private readonly imported = new Map<string, string>();
  private readonly bases = new Map<Scope, readonly Scope[]>();

  constructor(survey: Survey) {
    for (const { item } of survey.all('import')) {
      if (item.name === '*') continue;
      const bound = item.alias ?? item.name ?? headOf(item.module);
      const plain = item.name === undefined && item.alias === undefined;
      if (!this.imported.has(bound)) this.imported.set(bound, plain ? headOf(item.module) : importedPath(item));
    }
  }

  /** `path` with an imported first name spelled out; undefined when the first name is not imported. */
  importedAs(path: string): string | undefined {
    const head = headOf(path);
    const full = this.imported.get(head);
    return full === undefined ? undefined : full + path.slice(head.length);
  }

  /** `path` with an imported first name spelled out. */
  full(path: string): string {
    return this.importedAs(path) ?? path;
  }

  /** The definition a plain or dotted name means where `scope` runs: functions see outer functions, not the class around. */
  definition(path: string, scope: Scope): Scope | undefined {
    const head = headOf(path);
    if (path.length > head.length && path[head.length] !== '.') return undefined;
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      if (at.item.kind === 'class' && at !== scope) continue;
      const found = at.members.get(head);
      if (found !== undefined) return head === path ? found : memberOf(found, path.slice(head.length + 1));
    }
    return undefined;
  }

  /** The method of a class or of what it inherits inside the source, nearest first. */
  method(owner: Scope, name: string): Scope | undefined {
    const seen = new Set<Scope>();
    const queue = [owner];
    for (let at = queue.shift(); at !== undefined && seen.size < MAX_BASES; at = queue.shift()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const found = at.members.get(name);
      if (found !== undefined) return found;
      queue.push(...this.basesOf(at));
    }
    return undefined;
  }

  /** The bases of a class that the source defines. */
  basesOf(scope: Scope): readonly Scope[] {
    const known = this.bases.get(scope);
    if (known !== undefined) return known;
    const { item, outer } = scope;
    const written = item.kind === 'class' ? item.bases.slice(0, MAX_BASES) : [];
    const bases = outer === undefined ? [] : written.flatMap((base) => this.definition(base, outer) ?? []);
    this.bases.set(scope, bases);
    return bases;
  }
}

function memberOf(scope: Scope, path: string): Scope | undefined {
  let at: Scope | undefined = scope;
  for (const name of path.split('.')) at = at?.members.get(name);
  return at;
}
