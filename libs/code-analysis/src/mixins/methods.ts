import type { MixinEntry, Observation } from '#mixins';
import { excerpt } from '../excerpt';
import type { Reading } from '../reading';
import type { Scope } from '../survey';
import type { Sign } from './sign';
import { snakeCase } from './snake-case';

/** A class with one method like a mixin's may mean something else by it. */
const LEAST_LIKE = 2;
const REDEFINED = 0.75;

/** The methods of each class by name, in snake case; protocols do nothing. */
export type Methods = ReadonlyMap<Scope, ReadonlyMap<string, Sign>>;

export function methodsOf({ survey, classKinds }: Reading): Methods {
  const found = new Map<Scope, Map<string, Sign>>();
  for (const { item, outer: owner } of survey.functions) {
    if (item.kind !== 'function' || owner?.item.kind !== 'class' || classKinds.get(owner) === 'protocol') continue;
    const methods = found.get(owner) ?? new Map<string, Sign>();
    methods.set(snakeCase(item.name), { line: survey.lineOf(item), seen: `defines ${excerpt(item.name)}` });
    found.set(owner, methods);
  }
  return found;
}

/** The methods of that name. */
export function methodsNamed(methods: Methods, name: string): Sign[] {
  return [...methods.values()].flatMap((own) => own.get(name) ?? []);
}

/** A class that has two methods of the mixin's own or more does by hand what it does. */
export function redefined(methods: Methods, entry: MixinEntry): Observation[] {
  const telling = (entry.methods ?? []).filter((name) => name.includes('_'));
  return [...methods.values()].flatMap((own) => {
    const [first, ...more] = telling.flatMap((name) => own.get(name) ?? []);
    if (first === undefined || more.length + 1 < LEAST_LIKE) return [];
    return [{ entry, ...first, means: `by hand, as ${more.length} more of its methods`, confidence: REDEFINED }];
  });
}
