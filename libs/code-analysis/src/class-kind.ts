import { asNode, type ClassItem, isData, lastName } from '#code-model';
import type { Names } from './names';
import type { Scope, Survey } from './survey';

export type ClassKind = 'class' | 'enum' | 'error' | 'mixin' | 'model' | 'node' | 'protocol';

const BY_BASE: readonly (readonly [ClassKind, RegExp])[] = [
  ['enum', /^(?:\w*Enum|\w*Flag)$/],
  ['error', /(?:Error|Exception|Warning)$|^BaseException/],
  ['protocol', /^Protocol$/],
];
const BY_NAME: readonly (readonly [ClassKind, RegExp])[] = [
  ['mixin', /^Mixin(?![a-z])|Mixin$/],
  ['model', /^(?:Model|TypedDict)(?![a-z])/],
  ['protocol', /^Protocol(?![a-z])|Protocol$/],
  ['error', /(?:Error|Exception)$/],
];

/**
 * What each class of a source is. Bases decide before names; a class without a kind of its own has that of a base which
 * the source defines, as long as it is data, an enumeration or an error.
 */
export function classKinds(survey: Survey, names: Names): ReadonlyMap<Scope, ClassKind> {
  const kinds = new Map<Scope, ClassKind>();
  for (const scope of survey.classes) {
    if (scope.item.kind === 'class') kinds.set(scope, kindOf(scope.item) ?? inherited(scope, names, kinds) ?? 'class');
  }
  return kinds;
}

function kindOf(item: ClassItem): ClassKind | undefined {
  for (const [kind, base] of BY_BASE) if (item.bases.some((path) => base.test(lastName(path)))) return kind;
  if (asNode(item)?.certain === true) return 'node';
  if (isData(item)) return 'model';
  return BY_NAME.find(([, name]) => name.test(item.name))?.[0];
}

const INHERITED: ReadonlySet<ClassKind> = new Set(['enum', 'error', 'model', 'node']);

function inherited(scope: Scope, names: Names, kinds: ReadonlyMap<Scope, ClassKind>): ClassKind | undefined {
  return names
    .basesOf(scope)
    .map((base) => kinds.get(base))
    .find((kind) => kind !== undefined && INHERITED.has(kind));
}
