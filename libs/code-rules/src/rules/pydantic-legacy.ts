import { type CallItem, type Code, type FunctionItem, type Item, lastName, ownerOf, type Value } from '#code-model';
import type { Finding } from '../rule';
import { modelsOf } from './pydantic-models';

/** Methods of pydantic 1 and what they are called today. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['construct', 'model_construct'],
  ['copy', 'model_copy'],
  ['dict', 'model_dump'],
  ['from_orm', 'model_validate'],
  ['json', 'model_dump_json'],
  ['parse_obj', 'model_validate'],
  ['parse_raw', 'model_validate_json'],
  ['schema', 'model_json_schema'],
  ['schema_json', 'model_json_schema'],
  ['update_forward_refs', 'model_rebuild'],
]);
const DECORATORS: ReadonlyMap<string, string> = new Map([
  ['validator', 'field_validator'],
  ['root_validator', 'model_validator'],
]);
/** Nothing else than a model takes these. */
const OWN_KEYWORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  dict: new Set(['by_alias', 'exclude', 'exclude_defaults', 'exclude_none', 'exclude_unset', 'include']),
  json: new Set(['by_alias', 'exclude_defaults', 'exclude_none', 'exclude_unset']),
  copy: new Set(['update']),
};
const MAX_ANNOTATION = 200;
const MODEL_NAME = /^Model[A-Z]/;

/** Decorators, `class Config` and methods of pydantic 1. */
export function* legacyPydantic(code: Code): Iterable<Finding> {
  if (isForPydanticOne(code)) return;
  const models = modelsOf(code);
  const names = new Set(models.map(({ item }) => item.name));
  for (const { item } of models) {
    for (const child of item.children) {
      if (child.kind !== 'class' || child.name !== 'Config') continue;
      const message = `\`${item.name}\` is configured by a class and not by model_config`;
      yield { at: child.nameSpan, message, detail: 'class Config' };
    }
  }
  const classes: ReadonlySet<Item> = new Set(models.map(({ item }) => item));
  for (const item of code.all('function')) yield* legacyDecorators(item, classes);
  yield* legacyCalls(code, (name) => names.has(name) || MODEL_NAME.test(name));
}

/** `pydantic.v1`, the `pydantic_v1` of others, `from pydantic import v1`: there the names of pydantic 1 are the right ones. */
function isForPydanticOne(code: Code): boolean {
  return code
    .all('import')
    .some(
      ({ module, name }) =>
        /(?:^|\.)pydantic(?:\.v1|_v1)(?:\.|$)/.test(module) ||
        (name !== undefined && /^pydantic\.v1$|pydantic_v1$/.test(`${module}.${name}`)),
    );
}

function* legacyDecorators(item: FunctionItem, classes: ReadonlySet<Item>): Iterable<Finding> {
  const owner = ownerOf(item);
  for (const { path, start, end } of item.decorators) {
    const today = DECORATORS.get(lastName(path));
    const isPydantic = path.startsWith('pydantic.') || (owner !== undefined && classes.has(owner));
    if (today === undefined || !isPydantic) continue;
    yield { at: { start, end }, message: `\`@${path}\` is \`@${today}\` since pydantic 2`, detail: 'decorator' };
  }
}

type IsModel = (name: string) => boolean;

function* legacyCalls(code: Code, isModel: IsModel): Iterable<Finding> {
  const variables = new Map<Item, ReadonlySet<string>>();
  for (const call of code.all('call')) {
    const dot = call.callee.lastIndexOf('.');
    const name = call.callee.slice(dot + 1);
    const today = dot > 0 ? METHODS.get(name) : undefined;
    if (today === undefined) continue;
    const receiver = call.callee.slice(0, dot);
    if (!hasOwnKeyword(call, name) && !isModelValue(call, receiver, isModel, variables)) continue;
    yield { at: call, message: `\`${name}\` of a model is \`${today}\` since pydantic 2`, detail: 'method' };
  }
}

function hasOwnKeyword(call: CallItem, method: string): boolean {
  const own = Object.hasOwn(OWN_KEYWORDS, method) ? OWN_KEYWORDS[method] : undefined;
  return own !== undefined && call.arguments.some(({ name }) => own.has(name));
}

/** The class itself, a construction, or a variable of the function that is annotated or constructed as a model. */
function isModelValue(
  call: CallItem,
  receiver: string,
  isModel: IsModel,
  variables: Map<Item, ReadonlySet<string>>,
): boolean {
  if (isModel(lastName(receiver.replace(/\(\)$/, '')))) return true;
  let scope: Item | undefined = call.parent;
  while (scope !== undefined && scope.kind !== 'function' && scope.kind !== 'module') scope = scope.parent;
  if (scope === undefined) return false;
  const known = variables.get(scope) ?? modelVariables(scope, isModel);
  variables.set(scope, known);
  return known.has(receiver);
}

function modelVariables(scope: Item, isModel: IsModel): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string | undefined, annotation: string | undefined, value?: Value): void => {
    if (annotation !== undefined && annotation.length > MAX_ANNOTATION) return;
    const type = annotation?.replace(/^["']|["']$|\s*\|\s*None$/g, '') ?? (value?.kind === 'call' ? value.path : '');
    if (name !== undefined && isModel(lastName(type))) names.add(name);
  };
  if (scope.kind === 'function') for (const { name, annotation } of scope.parameters) add(name, annotation);
  const visit = (item: Item): void => {
    if (item.kind === 'assign') add(item.targets[0], item.annotation, item.value);
    if (item.kind !== 'function' && item.kind !== 'class') item.children.forEach(visit);
  };
  scope.children.forEach(visit);
  return names;
}
