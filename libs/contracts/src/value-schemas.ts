import { CATALOG, entriesOfTopic } from './contracts';
import type { CatalogEntry } from './catalog/catalog-entry';
import { isObject, type JsonObject } from './json';
import { BaseEvent } from './payloads/hooks/base-event';
import { publishedSchema } from './published-schema';
import { topicCatalog } from './topic-catalog';
import type { Environment } from './topic-styles';

export interface TopicSchema {
  readonly topic: string;
  /** JSON Schema 2020-12 of a record's whole value. */
  readonly schema: JsonObject;
  /** Whether the value is an envelope, of which the schema says no more than what all forms share. */
  readonly isEnvelope: boolean;
}

/**
 * What the values of our topics look like, for a schema registry: the payload's schema inside the open envelope that
 * all enveloped forms share, or bare where the topic has no envelope. `of` picks the entries.
 */
export function topicSchemas(
  of: (entry: CatalogEntry) => boolean = () => true,
  environment: Environment = 'dev',
): readonly TopicSchema[] {
  const wanted = new Set(CATALOG.filter(of));
  return topicCatalog(environment).flatMap(({ name: topic }) => {
    const entries = entriesOfTopic(topic);
    const [entry] = entries;
    if (entry === undefined || !entries.some((candidate) => wanted.has(candidate))) return [];
    return [schemaOf(topic, entry)];
  });
}

/** As `topicSchemas` has it, for one topic of the catalog, whoever reads or writes it. */
export function topicSchema(topic: string): TopicSchema | null {
  const [entry] = entriesOfTopic(topic);
  return entry === undefined ? null : schemaOf(topic, entry);
}

function schemaOf(topic: string, entry: CatalogEntry): TopicSchema {
  if (entry.domain === 'hooks') return { topic, schema: publishedSchema(BaseEvent), isEnvelope: false };
  const isEnvelope = !isBare(entry, topic);
  return { topic, schema: valueSchema(publishedSchema(entry.payload), !isEnvelope), isEnvelope };
}

/** Dead letters and `DLQAlertEvent` are their own envelope, and code generation has none at omninode_bridge. */
function isBare({ pattern, name }: CatalogEntry, topic: string): boolean {
  return pattern === 'dlq' || name === 'system.event.dlq_alert' || topic.includes('.omninode-bridge.codegen.');
}

function valueSchema(published: JsonObject, bare: boolean): JsonObject {
  if (bare) return published;
  const { $schema, title, $defs, ...payload } = published;
  return {
    $schema,
    title,
    type: 'object',
    properties: { correlation_id: { type: ['string', 'number', 'null'] }, payload },
    required: ['payload'],
    ...(isObject($defs) && { $defs }),
  };
}
