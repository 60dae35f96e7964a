import {
  asNode,
  type AssignItem,
  type ClassItem,
  type Code,
  type FunctionItem,
  lastName,
  methodsOf,
  type Value,
} from '#code-model';
import { looksSecret } from '#code-rules';
import type { CodeEntity, EntityDetails } from './code-analysis';
import { excerpt, MAX_NAME } from './excerpt';
import type { Reach } from './outside';
import type { Reading } from './reading';
import { outsideId } from './relations';
import { MODULE_ID, type Scope } from './survey';

const MAX_DESCRIPTION = 200;
const MAX_LIST = 50;
const MAX_TYPE = 120;
const CONSTANT = /^_{0,2}[A-Z][A-Z0-9_]*$/;

export interface Entities {
  readonly entities: readonly CodeEntity[];
  readonly total: number;
}

/** The module, all classes and functions, and the constants of the module, by place; the first `most` of them. */
export function definedEntities(reading: Reading, most: number): Entities {
  const { survey, code } = reading;
  const module = entity(reading, survey.module, MODULE_ID, 'module', { public: true });
  const definitions: (Scope | AssignItem)[] = [...survey.classes, ...survey.functions, ...constantsOf(code)];
  definitions.sort((a, b) => startOf(a) - startOf(b));
  const shown = definitions.slice(0, most - 1).map((it) => definedEntity(reading, it));
  return { entities: [{ ...module, end_line: Math.max(1, code.lineCount) }, ...shown], total: definitions.length + 1 };
}

function startOf(definition: Scope | AssignItem): number {
  return 'item' in definition ? definition.item.start : definition.start;
}

function definedEntity(reading: Reading, definition: Scope | AssignItem): CodeEntity {
  if (!('item' in definition)) return constantEntity(reading, definition);
  return definition.item.kind === 'class' ? classEntity(reading, definition) : functionEntity(reading, definition);
}

/** What the source reaches outside, each once, in the order of the first mention. */
export function outsideEntities(reaches: readonly Reach[]): CodeEntity[] {
  const found = new Map<string, CodeEntity>();
  for (const { kind, name, line, io } of reaches) {
    const id = outsideId(kind, name);
    const details = io === undefined ? {} : { io };
    if (!found.has(id)) found.set(id, { id, name, kind, line, end_line: line, description: '', details });
  }
  return [...found.values()];
}

function entity(
  { code }: Reading,
  { item, id }: Scope,
  name: string,
  kind: CodeEntity['kind'],
  details: EntityDetails,
): CodeEntity {
  const { line, endLine } = code.place(item);
  return {
    id,
    name: excerpt(name),
    kind,
    line,
    end_line: endLine,
    description: firstLine(item.docstring ?? ''),
    details,
  };
}

/** The first line with something in it. */
export function firstLine(text: string): string {
  const start = text.slice(0, 2_000).trimStart();
  const end = start.search(/[\r\n]/);
  return excerpt((end < 0 ? start : start.slice(0, end)).trim(), MAX_DESCRIPTION);
}

function classEntity(reading: Reading, scope: Scope): CodeEntity {
  const item = scope.item as ClassItem;
  const kind = reading.classKinds.get(scope) ?? 'class';
  const node = kind === 'node' ? asNode(item) : undefined;
  return entity(reading, scope, item.name, kind, {
    bases: item.bases.slice(0, MAX_LIST).map((base) => excerpt(reading.names.full(base))),
    decorators: decoratorsOf(item.decorators),
    ...(kind === 'enum' ? { members: membersOf(item) } : { attributes: attributesOf(item) }),
    methods: methodsOf(item)
      .slice(0, MAX_LIST)
      .map(({ name }) => excerpt(name)),
    public: !item.name.startsWith('_'),
    ...(kind === 'node' && {
      node_type: node?.kindByMarker ?? node?.kindByName ?? node?.kindByBase ?? node?.kindByEntry ?? null,
    }),
  });
}

function functionEntity(reading: Reading, scope: Scope): CodeEntity {
  const item = scope.item as FunctionItem;
  return entity(reading, scope, item.name, scope.outer?.item.kind === 'class' ? 'method' : 'function', {
    parameters: parametersOf(item).map(({ name, annotation, default: value, spread }) => ({
      name: excerpt(name),
      type: annotation === undefined ? null : excerpt(annotation, MAX_TYPE),
      required: value === undefined && spread === undefined,
    })),
    returns: item.returns === undefined ? null : excerpt(item.returns, MAX_TYPE),
    async: item.async,
    decorators: decoratorsOf(item.decorators),
    public: !item.name.startsWith('_'),
  });
}

/** Without the instance or class a method is called on. */
export function parametersOf({ parameters, parent }: FunctionItem): FunctionItem['parameters'] {
  const bound = parent?.kind === 'class' && /^(?:self|cls|mcs)$/.test(parameters[0]?.name ?? '');
  return parameters.slice(bound ? 1 : 0, MAX_LIST);
}

function decoratorsOf(decorators: readonly Value[]): string[] {
  return decorators.slice(0, MAX_LIST).map(({ path }) => excerpt(path));
}

function membersOf({ children }: ClassItem): string[] {
  const names = children.flatMap((child) => (child.kind === 'assign' ? child.targets : []));
  return names
    .filter((name) => !name.startsWith('_'))
    .slice(0, MAX_LIST)
    .map((name) => excerpt(name));
}

/** Declared in the body of the class, or given to `self` by a direct statement of its constructor. */
function attributesOf(item: ClassItem): { name: string; type: string | null }[] {
  const found = new Map<string, string | null>();
  const add = (name: string, type: string | undefined): void => {
    if (found.size < MAX_LIST && !found.has(name)) found.set(name, type === undefined ? null : excerpt(type, MAX_TYPE));
  };
  for (const child of item.children) {
    if (child.kind === 'assign' && !child.targets[0]?.includes('.')) add(child.targets[0] ?? '', child.annotation);
  }
  const constructor = methodsOf(item).find(({ name }) => name === '__init__' || name === 'constructor');
  for (const child of constructor?.children ?? []) {
    if (child.kind !== 'assign' || constructor === undefined) continue;
    const [target = ''] = child.targets;
    if (!/^(?:self|this)\.[^.[\]()]+$/.test(target)) continue;
    const given = constructor.parameters.find(({ name }) => name === child.value?.path && child.value.kind === 'name');
    add(lastName(target), child.annotation ?? given?.annotation ?? constructed(child.value));
  }
  return Array.from(found, ([name, type]) => ({ name: excerpt(name), type }));
}

/** The class of a value that is made on the spot. */
function constructed(value: Value | undefined): string | undefined {
  return value?.kind === 'call' && /^(?:\w+\.)*[A-Z]\w*$/.test(value.path) ? value.path : undefined;
}

function constantsOf(code: Code): AssignItem[] {
  const found = new Map<string, AssignItem>();
  for (const child of code.module.children) {
    const name = child.kind === 'assign' ? (child.targets[0] ?? '') : '';
    if (child.kind === 'assign' && CONSTANT.test(name) && !found.has(name)) found.set(name, child);
  }
  return [...found.values()];
}

function constantEntity({ code, survey }: Reading, item: AssignItem): CodeEntity {
  const name = excerpt(item.targets[0] ?? '');
  const { line, endLine } = code.place(item);
  const value = item.value === undefined ? null : told(code, name, item.value);
  const id = survey.scopes.has(name) ? `${name}#${line}` : name;
  const details = { value, public: !name.startsWith('_') };
  return { id, name, kind: 'constant', line, end_line: endLine, description: '', details };
}

const PLAIN: ReadonlySet<Value['kind']> = new Set(['boolean', 'name', 'none', 'number', 'string']);

/** Plain values as they are written; not what may be a secret, nor collections, in which one may hide. */
function told(code: Code, name: string, value: Value): string | null {
  if (!PLAIN.has(value.kind) || (value.kind === 'string' && value.text === undefined)) return null;
  return looksSecret(name, value.text ?? '') ? null : excerpt(code.text(value).slice(0, MAX_NAME), MAX_TYPE);
}
