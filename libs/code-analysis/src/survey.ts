import type { ClassItem, Code, FunctionItem, Item, ItemOf, ModuleItem } from '#code-model';

/** A definition and where it stands. */
export interface Scope {
  readonly item: ModuleItem | ClassItem | FunctionItem;
  readonly outer: Scope | undefined;
  /** Names from the outermost definition on, `Shop.price`; of the second definition of that name `Shop.price#2`. */
  readonly id: string;
  /** The class that `self` is an instance of. */
  readonly owner: Scope | undefined;
  /** What it defines; of several definitions of one name the first. */
  readonly members: Map<string, Scope>;
}

export interface Sited<I extends Item> {
  readonly item: I;
  /** The definition it runs in. */
  readonly scope: Scope;
}

const KINDS = ['assign', 'call', 'handler', 'import', 'member', 'raise', 'string'] as const;
export type SitedKind = (typeof KINDS)[number];
const IS_SITED: ReadonlySet<Item['kind']> = new Set(KINDS);

/** Ids of definitions deep inside others are cut; a number tells them apart. */
const MAX_ID = 300;

export const MODULE_ID = '<module>';

/** One walk over a source: its definitions, and everything that is worth knowing with the definition it runs in. */
export class Survey {
  readonly module: Scope;
  /** In source order, outer ones first; the module is not among them. */
  readonly classes: Scope[] = [];
  readonly functions: Scope[] = [];
  /** Definitions by id. */
  readonly scopes = new Map<string, Scope>();
  private readonly sited = new Map<Item['kind'], Sited<Item>[]>();

  constructor(readonly code: Code) {
    this.module = { item: code.module, outer: undefined, id: MODULE_ID, owner: undefined, members: new Map() };
    this.inside(code.module, this.module);
  }

  /** In source order. */
  all<K extends SitedKind>(kind: K): readonly Sited<ItemOf<K>>[] {
    return (this.sited.get(kind) ?? []) as Sited<ItemOf<K>>[];
  }

  lineOf(item: Item): number {
    return this.code.place(item).line;
  }

  private inside(item: Item, scope: Scope): void {
    for (const child of item.children) this.visit(child, scope);
  }

  private visit(item: Item, scope: Scope): void {
    if (item.kind === 'class' || item.kind === 'function') return this.inside(item, this.define(item, scope));
    if (IS_SITED.has(item.kind)) {
      const like = this.sited.get(item.kind);
      if (like === undefined) this.sited.set(item.kind, [{ item, scope }]);
      else like.push({ item, scope });
    }
    this.inside(item, scope);
  }

  private define(item: ClassItem | FunctionItem, outer: Scope): Scope {
    const id = this.freeId(outer === this.module ? item.name : `${outer.id}.${item.name}`);
    const base = { item, outer, id, members: new Map<string, Scope>() };
    const scope: Scope = item.kind === 'class' ? { ...base, owner: undefined } : { ...base, owner: ownerAt(outer) };
    this.scopes.set(id, scope);
    if (!outer.members.has(item.name)) outer.members.set(item.name, scope);
    (item.kind === 'class' ? this.classes : this.functions).push(scope);
    return scope;
  }

  private readonly taken = new Map<string, number>();

  private freeId(long: string): string {
    const id = long.slice(0, MAX_ID);
    const count = (this.taken.get(id) ?? 0) + 1;
    this.taken.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  }
}

function ownerAt(outer: Scope): Scope | undefined {
  return outer.item.kind === 'class' ? outer : outer.owner;
}
