import { dialectOf, type Dialect } from './dialect';
import type { EnvelopeForm } from './envelope-form';
import type { Operation } from './operations';
import type { OperationDefinition, Part } from './operations/definition';
import {
  ENVIRONMENTS,
  HOME_STYLES,
  STATUS_TOPIC,
  STYLE_SPELLINGS,
  type Environment,
  type FieldSet,
  type StyleSpelling,
  type TopicStyle,
} from './topic-styles';
import { SUBSCRIBED_TOPICS } from './topics';

/** A conversation's place on the bus in one style and, where the style has environments, in one of them. */
export interface Route<Name extends string = Operation> {
  readonly operation: Name;
  readonly style: TopicStyle;
  readonly environment: Environment | null;
  readonly fields: FieldSet;
  /** The envelope its system uses; a reply has the envelope of its request. */
  readonly envelope: EnvelopeForm;
  readonly request: string;
  readonly response: string;
  /** Where refusals are answered; the response topic in most styles. */
  readonly failure: string;
  readonly deadLetter: string;
  readonly status: string;
  /** How its messages are read and written. Not enumerable: a route is plain data to those who print or compare it. */
  readonly dialect: Dialect;
}

/** Every conversation of the definitions, and how to find one. */
export interface Routes<Name extends string> {
  readonly routes: readonly Route<Name>[];
  readonly routeOfRequest: (topic: string) => Route<Name> | undefined;
  /** By the topic its answers or its refusals are on. */
  readonly routeOfResponse: (topic: string) => Route<Name> | undefined;
  readonly routesOf: (operation: Name) => readonly Route<Name>[];
  /** Throws where the style has no such conversation: every operation has one in both home styles only. */
  readonly routeOf: (operation: Name, style: TopicStyle, environment?: Environment) => Route<Name>;
  /**
   * Where a record of `topic` goes when it cannot be handled: the route's own dead-letter topic, else `{topic}.dlq`.
   */
  readonly deadLetterTopicOf: (topic: string) => string;
  /** All that our workers write. */
  readonly deadLetterTopics: () => readonly string[];
}

export function buildRoutes<Name extends string>(definitions: readonly OperationDefinition<Name>[]): Routes<Name> {
  const routes = STYLE_SPELLINGS.flatMap((spelling) =>
    environmentsOf(spelling).flatMap((environment) =>
      definitions
        .filter((definition) => speaks(definition, spelling))
        .map((definition) => routeIn(spelling, definition, environment)),
    ),
  );
  const byRequest = new Map(routes.map((route) => [route.request, route]));
  const byResponse = new Map(routes.flatMap((route) => [route.response, route.failure].map((name) => [name, route])));
  const deadLetterTopicOf = (topic: string): string => byRequest.get(topic)?.deadLetter ?? `${topic}.dlq`;
  return {
    routes,
    routeOfRequest: (topic) => byRequest.get(topic),
    routeOfResponse: (topic) => byResponse.get(topic),
    routesOf: (operation) => routes.filter((route) => route.operation === operation),
    routeOf: (operation, style, environment = 'dev') => {
      const route = routes.find(
        (candidate) =>
          candidate.operation === operation &&
          candidate.style === style &&
          (candidate.environment === null || candidate.environment === environment),
      );
      if (route === undefined) throw new Error(`no route for ${operation} in ${style} style`);
      return route;
    },
    deadLetterTopicOf,
    deadLetterTopics: () => [...routes.map((route) => route.deadLetter), ...SUBSCRIBED_TOPICS.map(deadLetterTopicOf)],
  };
}

/** Topic names by style with `{env}` left open, for those who describe the bus. */
export function placesOf(
  definition: OperationDefinition,
  part: Part,
): readonly { readonly style: TopicStyle; readonly fields: FieldSet; readonly name: string }[] {
  return STYLE_SPELLINGS.filter((spelling) => speaks(definition, spelling)).flatMap((spelling) => {
    const { style, fields } = spelling;
    const pattern = spelling[part];
    return pattern === undefined ? [] : [{ style, fields, name: spell(pattern, definition, null) }];
  });
}

function speaks({ styles }: OperationDefinition, { style }: StyleSpelling): boolean {
  return (HOME_STYLES as readonly TopicStyle[]).includes(style) || styles.includes(style);
}

function environmentsOf({ request }: StyleSpelling): readonly (Environment | null)[] {
  return request.includes('{env}') ? ENVIRONMENTS : [null];
}

function routeIn<Name extends string>(
  spelling: StyleSpelling,
  definition: OperationDefinition<Name>,
  environment: Environment | null,
): Route<Name> {
  const name = (pattern: string): string => spell(pattern, definition, environment);
  const response = name(spelling.response);
  const route: Omit<Route<Name>, 'dialect'> = {
    operation: definition.name,
    style: spelling.style,
    environment,
    fields: spelling.fields,
    envelope: spelling.envelope,
    request: name(spelling.request),
    response,
    failure: spelling.failure === undefined ? response : name(spelling.failure),
    deadLetter: name(spelling.deadLetter),
    status: spelling.status === undefined ? STATUS_TOPIC : name(spelling.status),
  };
  return Object.defineProperty(route, 'dialect', { value: dialectOf(definition, spelling.fields) }) as Route<Name>;
}

function spell(pattern: string, { name, domain }: OperationDefinition, environment: Environment | null): string {
  const named = pattern.replaceAll('{op}', name).replaceAll('{domain}', domain);
  return environment === null ? named : named.replaceAll('{env}', environment);
}
