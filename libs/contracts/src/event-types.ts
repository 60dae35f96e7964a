import type { Operation } from './operations';
import type { OperationDefinition } from './operations/definition';
import type { Route } from './routes';

export interface EventType<Name extends string = Operation> {
  readonly operation: Name;
  readonly direction: 'request' | 'response';
}

/** What an event type names, or `undefined` when nobody knows it (`CUSTOM`, typos): then the topic decides. */
export type ClassifyEventType<Name extends string = Operation> = (name: string) => EventType<Name> | undefined;

/** Case, `.`/`_`/`-`, a leading environment and a trailing `v1` do not matter: `dev.codegen.request.validate.v1`. */
function canonical(name: string): string {
  return name
    .toLowerCase()
    .replace(/[.-]/g, '_')
    .replace(/^(dev|development|staging|prod|production)_/, '')
    .replace(/_v\d+$/, '');
}

/** Knows every topic name, class name and alias of the operations. */
export function eventTypeClassifier<Name extends string>(
  definitions: readonly OperationDefinition<Name>[],
  routes: readonly Route<Name>[],
): ClassifyEventType<Name> {
  const known = new Map<string, EventType<Name>>();
  /** The spellings that well-behaved clients use, found without making them canonical first. */
  const exact = new Map<string, EventType<Name>>();
  for (const { operation, request, response, failure } of routes) {
    exact.set(request, { operation, direction: 'request' });
    known.set(canonical(request), { operation, direction: 'request' });
    for (const topic of [response, failure]) known.set(canonical(topic), { operation, direction: 'response' });
  }
  for (const definition of definitions) {
    const asks: EventType<Name> = { operation: definition.name, direction: 'request' };
    const answers: EventType<Name> = { operation: definition.name, direction: 'response' };
    for (const alias of requestTypes(definition)) {
      known.set(canonical(alias), asks);
      exact.set(alias, asks);
    }
    for (const alias of responseTypes(definition)) known.set(canonical(alias), answers);
  }
  return (name) => (name.length > 200 ? undefined : (exact.get(name) ?? known.get(canonical(name))));
}

function requestTypes({ name, request, dialects = {} }: OperationDefinition): readonly string[] {
  const own = Object.values(dialects).flatMap((dialect) => [
    dialect.classNames.request,
    dialect.dottedNames.request,
    ...dialect.requestAliases,
  ]);
  return [request.className, ...request.aliases, `codegen.${name}.request`, ...own];
}

/** Every name of a request with the one word in it changed, and what no rule makes of the request's. */
function responseTypes(definition: OperationDefinition): readonly string[] {
  const asked = requestTypes(definition);
  const twins = asked
    .map((name) => name.replace(/request(?!ed)/i, 'response'))
    .filter((twin, at) => twin !== asked[at]);
  const own = Object.values(definition.dialects ?? {}).flatMap(({ classNames, dottedNames, responseAliases }) => [
    classNames.response,
    classNames.failure,
    dottedNames.response,
    dottedNames.failure,
    ...responseAliases,
  ]);
  return [...twins, definition.response.className, ...own];
}
