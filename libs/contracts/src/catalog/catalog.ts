import { ENVIRONMENTS } from '../topic-styles';
import { AUDIT_ENTRIES } from './audit';
import { BRIDGE_ENTRIES } from './bridge';
import type { CatalogEntry } from './catalog-entry';
import { CODEGEN_ENTRIES } from './codegen';
import { DEAD_LETTER_ENTRIES } from './dead-letters';
import { HOOK_ENTRIES } from './hooks';
import { INFRA_ENTRIES } from './infra';
import { INTELLIGENCE_ENTRIES } from './intelligence';
import { NATS_ENTRIES } from './nats';
import { ONEX_ENTRIES } from './onex';
import { SEARCH_ENTRIES } from './search';
import { SERVICE_ENTRIES } from './service';
import { SYSTEM_ENTRIES } from './system';

/** Every kind of message the seeds name or our programs send, by domain. */
export const CATALOG: readonly CatalogEntry[] = [
  ...CODEGEN_ENTRIES,
  ...INTELLIGENCE_ENTRIES,
  ...BRIDGE_ENTRIES,
  ...SEARCH_ENTRIES,
  ...ONEX_ENTRIES,
  ...AUDIT_ENTRIES,
  ...SYSTEM_ENTRIES,
  ...SERVICE_ENTRIES,
  ...INFRA_ENTRIES,
  ...HOOK_ENTRIES,
  ...NATS_ENTRIES,
  ...DEAD_LETTER_ENTRIES,
];

const byName = new Map(CATALOG.map((entry) => [entry.name, entry]));

export function entryOf(name: string): CatalogEntry | undefined {
  return byName.get(name);
}

const byTopic = new Map<string, CatalogEntry[]>();
for (const entry of CATALOG) {
  for (const { name } of entry.places) {
    for (const topic of new Set(ENVIRONMENTS.map((environment) => name.replaceAll('{env}', environment)))) {
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), entry]);
    }
  }
}

/** Where a name holds an id, all that differs by it is one place. */
const SESSION = '{session_id}';
const bySession = [...byTopic].flatMap(([topic, entries]) => {
  const [before, after] = topic.split(SESSION);
  return before === undefined || after === undefined ? [] : [{ before, after, entries }];
});

/** What may be on a topic or subject, in any environment: one entry, several on hook topics, none if nobody knows it. */
export function entriesOfTopic(topic: string): readonly CatalogEntry[] {
  const exact = byTopic.get(topic);
  if (exact !== undefined) return exact;
  const ofSession = ({ before, after }: { readonly before: string; readonly after: string }): boolean =>
    topic.length > before.length + after.length && topic.startsWith(before) && topic.endsWith(after);
  return bySession.find(ofSession)?.entries ?? [];
}

/** The one entry of a message on that topic; on a shared topic its event type decides, and without one nobody can. */
export function entryOfTopic(topic: string, eventType?: string): CatalogEntry | undefined {
  const entries = entriesOfTopic(topic);
  return entries.length === 1 ? entries[0] : entries.find((entry) => entry.eventType === eventType);
}
