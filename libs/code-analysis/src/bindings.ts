import type { AssignItem } from '#code-model';
import { headOf, type Names } from './names';
import type { Scope, Survey } from './survey';

const INSTANCE = /^(?:self|this|cls)\.(.+)$/;
const PLAIN = /^[A-Za-z_][\w.]{0,100}$/;
const WRAPPERS = /^(?:typing\.|t\.)?(?:Optional|Annotated|Final|ClassVar|Required|Awaitable)\[/;
/** Classes, and functions that open a connection: what other functions give back is not known by their name. */
const MAKES =
  /(?:^|\.)(?:[A-Z]\w*|connect|from_url|client|resource|createClient|create_(?:async_)?(?:pool|engine|client|connection))$/;
const MAX_ANNOTATION = 200;
/** A name that is given one text after the other is followed this far. */
const MAX_TEXTS = 8;

/** The class an annotation speaks of: `Pool` of `Optional["Pool"]`, `Pool | None`; empty when it names none. */
export function annotatedClass(annotation: string): string {
  if (PLAIN.test(annotation)) return annotation;
  let text = annotation.slice(0, MAX_ANNOTATION).replace(/["'\s]/g, '');
  for (let opening = WRAPPERS.exec(text); opening !== null; opening = WRAPPERS.exec(text)) {
    text = text.slice(opening[0].length);
  }
  const names = text.split('|').map((part) => /^[\p{L}_$][\p{L}\p{N}_$.]*/u.exec(part)?.[0] ?? '');
  return names.find((name) => name !== '' && name !== 'None' && name !== 'undefined' && name !== 'null') ?? '';
}

/** What variables and attributes hold, as far as one assignment or annotation says it. */
export class Bindings {
  private readonly types = new Table<string>();
  private readonly strings = new Table<string[]>();

  constructor(
    survey: Survey,
    private readonly names: Names,
  ) {
    for (const scope of survey.functions) this.addParameters(scope);
    for (const { item, scope } of survey.all('assign')) this.addAssignment(item, scope);
  }

  /** The class of what `path` holds, imports spelled out: `asyncpg.Pool` of `self._pool`. */
  typeOf(path: string, scope: Scope): string | undefined {
    return this.lookup(this.types, path, scope);
  }

  /** The texts a name is given inside the source; none when it is not a constant or variable with a literal. */
  textsOf(path: string, scope: Scope): readonly string[] {
    return this.lookup(this.strings, path.replace(/\.value$/, ''), scope) ?? [];
  }

  private addParameters(scope: Scope): void {
    if (scope.item.kind !== 'function') return;
    for (const { name, annotation, default: value } of scope.item.parameters) {
      const type = annotation === undefined ? '' : annotatedClass(annotation);
      if (type !== '') this.setType(name, scope, type);
      if (value?.text !== undefined) this.addText(name, scope, value.text);
    }
  }

  private addAssignment(item: AssignItem, scope: Scope): void {
    const [target] = item.targets;
    if (target === undefined || item.targets.length > 1 || target.endsWith('[]')) return;
    const text = textOf(item);
    if (text !== undefined) this.addText(target, scope, text);
    else if (item.value?.kind === 'name')
      for (const same of this.textsOf(item.value.path, scope)) this.addText(target, scope, same);
    const type = this.assignedType(item, scope);
    if (type !== undefined && type !== '') this.setType(target, scope, type);
  }

  private assignedType({ annotation, value }: AssignItem, scope: Scope): string | undefined {
    if (annotation !== undefined) return annotatedClass(annotation);
    if (value?.kind === 'call') return MAKES.test(value.path) ? value.path : undefined;
    return value?.kind === 'name' ? this.typeOf(value.path, scope) : undefined;
  }

  private setType(target: string, scope: Scope, type: string): void {
    this.types.entry(target, scope, () => this.names.full(type));
  }

  private addText(target: string, scope: Scope, text: string): void {
    const known = this.strings.entry(target, scope, () => []);
    if (known.length < MAX_TEXTS) known.push(text);
  }

  private lookup<T>(table: Table<T>, path: string, scope: Scope): T | undefined {
    if (INSTANCE.test(path)) return table.get(path, scope);
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      if (at.item.kind === 'class' && at !== scope) continue;
      const found = table.get(path, at);
      if (found !== undefined) return found;
    }
    return this.lookupMember(table, path, scope);
  }

  /** `Topics.ORDERS`: a member of a class of the source. */
  private lookupMember<T>(table: Table<T>, path: string, scope: Scope): T | undefined {
    const head = headOf(path);
    if (head === path || path[head.length] !== '.') return undefined;
    const owner = this.names.definition(head, scope);
    return owner && table.get(path.slice(head.length + 1), owner);
  }
}

/** Values by variable: of `self.x` those of the class, of `x` those of the definition it is assigned in. */
class Table<T> {
  private readonly scopes = new Map<Scope, Map<string, T>>();

  get(target: string, scope: Scope): T | undefined {
    const [at, name] = placeOf(target, scope);
    return this.scopes.get(at)?.get(name);
  }

  /** What is there, or `first` when there is nothing. */
  entry(target: string, scope: Scope, first: () => T): T {
    const [at, name] = placeOf(target, scope);
    const values = this.scopes.get(at) ?? new Map<string, T>();
    this.scopes.set(at, values);
    const value = values.get(name) ?? first();
    values.set(name, value);
    return value;
  }
}

function placeOf(target: string, scope: Scope): readonly [Scope, string] {
  const own = INSTANCE.exec(target)?.[1];
  return own === undefined ? [scope, target] : [scope.owner ?? scope, own];
}

/** The literal that is assigned, with `{}` for what is filled in. */
function textOf({ value, children, operator }: AssignItem): string | undefined {
  if (value?.kind !== 'string' || operator === '') return undefined;
  if (value.text !== undefined) return value.text;
  for (const child of children) if (child.kind === 'string' && child.start === value.start) return child.text;
  return undefined;
}
