import { CONSUMER_GROUPS, type CatalogEntry, type JsonObject, type Place, type Worker } from '#contracts';
import { channelName, isOurs, ourWorkers, reference } from './wire';

interface Operation {
  readonly worker: Worker;
  readonly action: 'send' | 'receive';
  readonly place: Place;
  readonly entries: CatalogEntry[];
}

/** What our own workers do, by channel. Replies stand with the requests they answer. */
export function operations(catalog: readonly CatalogEntry[]): JsonObject {
  const found = new Map<string, Operation>();
  const add = (worker: Worker, action: Operation['action'], place: Place, entry: CatalogEntry): void => {
    const name = `${worker}.${action}.${channelName(place)}`;
    const operation = found.get(name) ?? { worker, action, place, entries: [] };
    operation.entries.push(entry);
    found.set(name, operation);
  };
  const replies = new Set(catalog.flatMap(({ answeredBy }) => answeredBy ?? []));
  for (const entry of catalog) {
    for (const place of entry.places.filter(isOurs)) {
      for (const worker of ourWorkers(entry.consumers)) add(worker, 'receive', place, entry);
      if (replies.has(entry.name)) continue;
      for (const worker of ourWorkers(entry.producers)) add(worker, 'send', place, entry);
    }
  }
  return Object.fromEntries([...found].map(([name, operation]) => [name, describe(operation, catalog)]));
}

function describe({ worker, action, place, entries }: Operation, catalog: readonly CatalogEntry[]): JsonObject {
  const [first] = entries;
  const reply = first === undefined ? null : replyTo(first, place, catalog);
  return {
    action,
    channel: reference('channels', channelName(place)),
    ...(entries.length === 1 && { summary: first?.summary }),
    tags: [{ name: worker }],
    messages: entries.map((entry) => messageOn(place, entry)),
    ...(reply !== null && { reply }),
    bindings: place.style === 'nats' ? { nats: {} } : { kafka: kafkaBinding(worker, action) },
  };
}

function kafkaBinding(worker: Worker, action: Operation['action']): JsonObject {
  const groupId = action === 'receive' && { groupId: { type: 'string', default: CONSUMER_GROUPS[worker] } };
  return { ...groupId, bindingVersion: '0.5.0' };
}

function replyTo({ answeredBy }: CatalogEntry, place: Place, catalog: readonly CatalogEntry[]): JsonObject | null {
  const answer = catalog.find(({ name }) => name === answeredBy);
  const where = answer?.places.find(({ style }) => style === place.style);
  if (answer === undefined || where === undefined) return null;
  return { channel: reference('channels', channelName(where)), messages: [messageOn(where, answer)] };
}

function messageOn(place: Place, { name }: CatalogEntry): JsonObject {
  return reference('channels', channelName(place), 'messages', name);
}
