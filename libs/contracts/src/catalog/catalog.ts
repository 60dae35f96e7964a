import type { OperationDefinition } from '../operations/definition';
import { ENVIRONMENTS } from '../topic-styles';
import { AUDIT_ENTRIES } from './audit';
import { BRIDGE_EVENT_ENTRIES } from './bridge';
import type { CatalogEntry } from './catalog-entry';
import { conversationEntries, ownConversations } from './conversations';
import { deadLetterEntries } from './dead-letters';
import { HOOK_ENTRIES } from './hooks';
import { INFRA_EVENT_ENTRIES } from './infra';
import { INTELLIGENCE_EVENT_ENTRIES } from './intelligence';
import { NATS_ENTRIES } from './nats';
import { ONEX_ENTRIES } from './onex';
import { SEARCH_ENTRIES } from './search';
import { SERVICE_ENTRIES } from './service';
import { SESSION_STATUS } from './session-status';
import { SYSTEM_ENTRIES } from './system';

export interface Catalog {
  /** Every kind of message that the source documents name or our programs send, by domain. */
  readonly catalog: readonly CatalogEntry[];
  readonly entryOf: (name: string) => CatalogEntry | undefined;
  /**
   * What may be on a topic or subject, in any environment: one entry, several on hook topics, none if nobody knows it.
   */
  readonly entriesOfTopic: (topic: string) => readonly CatalogEntry[];
  /** The one entry of a message on that topic; on a shared topic its event type decides, and without one nobody can. */
  readonly entryOfTopic: (topic: string, eventType?: string) => CatalogEntry | undefined;
}

export function buildCatalog(definitions: readonly OperationDefinition[]): Catalog {
  const catalog = entriesFor(definitions);
  const byName = new Map(catalog.map((entry) => [entry.name, entry]));
  const entriesOfTopic = topicIndex(catalog);
  return {
    catalog,
    entryOf: (name) => byName.get(name),
    entriesOfTopic,
    entryOfTopic: (topic, eventType) => {
      const entries = entriesOfTopic(topic);
      return entries.length === 1 ? entries[0] : entries.find((entry) => entry.eventType === eventType);
    },
  };
}

function entriesFor(definitions: readonly OperationDefinition[]): readonly CatalogEntry[] {
  const of = (domain: OperationDefinition['domain']) =>
    conversationEntries(definitions.filter((definition) => definition.domain === domain));
  return [
    ...of('codegen'),
    SESSION_STATUS,
    ...INTELLIGENCE_EVENT_ENTRIES,
    ...ownConversations(definitions).flatMap(({ dialect, places }) => dialect.entries(places)),
    ...of('bridge'),
    ...BRIDGE_EVENT_ENTRIES,
    ...SEARCH_ENTRIES,
    ...ONEX_ENTRIES,
    ...of('onex'),
    ...AUDIT_ENTRIES,
    ...SYSTEM_ENTRIES,
    ...SERVICE_ENTRIES,
    ...INFRA_EVENT_ENTRIES,
    ...of('infra'),
    ...HOOK_ENTRIES,
    ...NATS_ENTRIES,
    ...deadLetterEntries(definitions),
  ];
}

/** Where a name holds an id, all that differs by it is one place. */
const SESSION = '{session_id}';

function topicIndex(catalog: readonly CatalogEntry[]): Catalog['entriesOfTopic'] {
  const byTopic = new Map<string, CatalogEntry[]>();
  for (const entry of catalog) {
    for (const { name } of entry.places) {
      for (const topic of new Set(ENVIRONMENTS.map((environment) => name.replaceAll('{env}', environment)))) {
        byTopic.set(topic, [...(byTopic.get(topic) ?? []), entry]);
      }
    }
  }
  const bySession = [...byTopic].flatMap(([topic, entries]) => {
    const [before, after] = topic.split(SESSION);
    return before === undefined || after === undefined ? [] : [{ before, after, entries }];
  });
  return (topic) =>
    byTopic.get(topic) ??
    bySession.find(
      ({ before, after }) =>
        topic.length > before.length + after.length && topic.startsWith(before) && topic.endsWith(after),
    )?.entries ??
    [];
}
