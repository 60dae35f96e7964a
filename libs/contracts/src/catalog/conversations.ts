import type { MessageDefinition, OperationDefinition, OwnDialect, Part } from '../operations/definition';
import { placesOf } from '../routes';
import type { CatalogEntry, Place } from './catalog-entry';
import { CONVERSATION } from './figures';

/** The requests of these operations, and then their responses. */
export function conversationEntries(definitions: readonly OperationDefinition[]): readonly CatalogEntry[] {
  return [...definitions.map(requestEntry), ...definitions.map(responseEntry)];
}

function requestEntry(definition: OperationDefinition): CatalogEntry {
  const { domain, name, request, clients, servers, sources, namedByClass } = definition;
  return {
    name: `${domain}.request.${name}`,
    domain,
    pattern: 'request',
    ...describedBy(request, namedByClass),
    places: placesIn(definition, 'request'),
    key: 'correlation_id',
    ...CONVERSATION,
    producers: clients,
    consumers: servers,
    answeredBy: `${domain}.response.${name}`,
    sources: sources.request,
  };
}

function responseEntry(definition: OperationDefinition): CatalogEntry {
  const { domain, name, response, clients, servers, sources, namedByClass } = definition;
  return {
    name: `${domain}.response.${name}`,
    domain,
    pattern: 'response',
    ...describedBy(response, namedByClass),
    places: placesIn(definition, 'response'),
    key: 'correlation_id',
    ...CONVERSATION,
    producers: servers,
    consumers: clients,
    sources: sources.response,
  };
}

function describedBy(
  { payload, version = '1.0.1', summary, sample, invalid, className }: MessageDefinition<object>,
  named: boolean,
): Pick<CatalogEntry, 'payload' | 'version' | 'summary' | 'sample' | 'invalid' | 'eventType'> {
  return { payload, version, summary, sample, invalid, ...(named && { eventType: className }) };
}

/** Where a part of a conversation is found in every style, but for those that have one of their own instead. */
export function placesIn(definition: OperationDefinition, part: Part): readonly Place[] {
  return placesOf(definition, part).flatMap(({ style, fields, name }) =>
    definition.dialects?.[fields] === undefined ? [{ style, name }] : [],
  );
}

/** A conversation that an operation has under names of its own, and where its parts are found. */
export interface OwnConversation {
  readonly definition: OperationDefinition;
  readonly dialect: OwnDialect<never>;
  readonly places: (part: Part) => readonly Place[];
}

export function ownConversations(definitions: readonly OperationDefinition[]): readonly OwnConversation[] {
  return definitions.flatMap((definition) =>
    Object.entries(definition.dialects ?? {}).map(([fields, dialect]) => ({
      definition,
      dialect,
      places: (part: Part) =>
        placesOf(definition, part).flatMap(({ style, fields: found, name }) =>
          found === fields ? [{ style, name }] : [],
        ),
    })),
  );
}
