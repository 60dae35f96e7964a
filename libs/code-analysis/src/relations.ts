import { lastName } from '#code-model';
import type { RelationshipType } from './code-analysis';
import { calledBy } from './called';
import { importedPath } from './names';
import type { Reach } from './outside';
import type { Reading } from './reading';
import { MODULE_ID, type Scope } from './survey';

export interface Relation {
  readonly source: string;
  readonly target: string;
  readonly type: RelationshipType;
  readonly line: number;
  readonly confidence: number;
  /** How often it stands in the source. */
  count: number;
}

/** As long as ids of definitions may be. */
const MAX_TARGET = 300;

/** Relations by source, type and target; the first place counts, the others are counted. */
export class Relations {
  private readonly found = new Map<string, Relation>();

  add(source: string, type: RelationshipType, path: string, line: number, confidence: number): void {
    const target = path.slice(0, MAX_TARGET);
    if (target === '') return;
    const key = `${source}\n${type}\n${target}`;
    const known = this.found.get(key);
    if (known === undefined) this.found.set(key, { source, type, target, line, confidence, count: 1 });
    else known.count += 1;
  }

  get all(): readonly Relation[] {
    return [...this.found.values()];
  }
}

/** Everything related to something in a source: by structure first, then in the order of the lines. */
export function relationsOf(reading: Reading, reaches: readonly Reach[]): readonly Relation[] {
  const relations = new Relations();
  addStructure(reading, relations);
  addImports(reading, relations);
  addCalls(reading, relations);
  addErrors(reading, relations);
  for (const { scope, access, kind, name, line, confidence } of reaches) {
    relations.add(scope.id, access, outsideId(kind, name), line, confidence);
  }
  return relations.all;
}

/** Ids of what is no definition: `topic:orders`, `table:users`, `env_variable:HOME`, `external_system:Kafka`. */
export function outsideId(kind: Reach['kind'], name: string): string {
  return `${kind}:${name}`;
}

function addStructure(reading: Reading, relations: Relations): void {
  const { survey } = reading;
  const lineOf = ({ item }: Scope): number => survey.lineOf(item);
  for (const scope of [...survey.classes, ...survey.functions]) {
    relations.add(scope.outer?.id ?? MODULE_ID, 'contains', scope.id, lineOf(scope), 1);
  }
  for (const scope of survey.classes) {
    if (scope.item.kind !== 'class') continue;
    for (const base of scope.item.bases) {
      const inside = scope.outer && reading.names.definition(base, scope.outer);
      relations.add(
        scope.id,
        inheritance(reading, base, inside),
        inside?.id ?? reading.names.full(base),
        lineOf(scope),
        1,
      );
    }
  }
}

function inheritance({ classKinds }: Reading, base: string, inside: Scope | undefined): 'inherits' | 'implements' {
  const protocol =
    inside === undefined ? /^(?:Protocol|I)[A-Z]/.test(lastName(base)) : classKinds.get(inside) === 'protocol';
  return protocol ? 'implements' : 'inherits';
}

function addImports({ survey }: Reading, relations: Relations): void {
  for (const { item, scope } of survey.all('import')) {
    relations.add(scope.id, 'imports', importedPath(item), survey.lineOf(item), 1);
  }
}

function addCalls(reading: Reading, relations: Relations): void {
  for (const call of reading.survey.all('call')) {
    const { item, scope } = call;
    const called = calledBy(reading, call);
    if (called === undefined) continue;
    const line = reading.survey.lineOf(item);
    if (called.kind === 'outside') relations.add(scope.id, 'calls', called.path, line, 0.9);
    else relations.add(scope.id, 'calls', called.scope.id, line, called.confidence);
  }
}

function addErrors(reading: Reading, relations: Relations): void {
  const { survey, names } = reading;
  const idOf = (path: string, scope: Scope): string => names.definition(path, scope)?.id ?? names.full(path);
  for (const { item, scope } of survey.all('raise')) {
    if (item.type !== undefined && /^(?:\w+\.)*[A-Z]/.test(item.type)) {
      relations.add(scope.id, 'raises', idOf(item.type, scope), survey.lineOf(item), 1);
    }
  }
  for (const { item, scope } of survey.all('handler')) {
    for (const type of item.types) relations.add(scope.id, 'handles', idOf(type, scope), survey.lineOf(item), 1);
  }
}
