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

/** Knows every topic name, every event type that our encoders write, and every alias. */
export function eventTypeClassifier<Name extends string>(
  definitions: readonly OperationDefinition<Name>[],
  routes: readonly Route<Name>[],
): ClassifyEventType<Name> {
  const known = new Map<string, EventType<Name>>();
  /** The spellings that well-behaved clients use, found without making them canonical first. */
  const exact = new Map<string, EventType<Name>>();
  for (const { operation, request, response, failure, dialect } of routes) {
    const { className, upperCase, dotted } = dialect.eventTypes;
    const asks: EventType<Name> = { operation, direction: 'request' };
    const answers: EventType<Name> = { operation, direction: 'response' };
    for (const names of [{ request, response, failure }, className, upperCase, dotted]) {
      exact.set(names.request, asks);
      known.set(canonical(names.request), asks);
      for (const name of [names.response, names.failure]) known.set(canonical(name), answers);
    }
  }
  for (const definition of definitions) {
    const asks: EventType<Name> = { operation: definition.name, direction: 'request' };
    const answers: EventType<Name> = { operation: definition.name, direction: 'response' };
    for (const alias of requestAliases(definition)) {
      exact.set(alias, asks);
      known.set(canonical(alias), asks);
    }
    for (const alias of responseAliases(definition)) known.set(canonical(alias), answers);
  }
  return (name) => (name.length > 200 ? undefined : (exact.get(name) ?? known.get(canonical(name))));
}

function requestAliases({ name, request, dialects = {} }: OperationDefinition): readonly string[] {
  const own = Object.values(dialects).flatMap((dialect) => dialect.requestAliases);
  return [...request.aliases, `codegen.${name}.request`, ...own];
}

/** Every alias of the request with the one word in it changed, and what no rule makes of the request's. */
function responseAliases(definition: OperationDefinition): readonly string[] {
  const asked = requestAliases(definition);
  const twins = asked.map((name) => name.replace(/request(?!ed)/i, 'response'));
  const own = Object.values(definition.dialects ?? {}).flatMap((dialect) => dialect.responseAliases);
  return [...twins.filter((twin, at) => twin !== asked[at]), ...own];
}
