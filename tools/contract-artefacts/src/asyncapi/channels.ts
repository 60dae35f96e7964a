import { ENVIRONMENTS, type CatalogEntry, type JsonObject, type Place } from '#contracts';
import { channelName, messageName, ourTopic, reference } from './wire';

const DAY_MS = 86_400_000;

const PARAMETERS: Readonly<Record<string, JsonObject>> = {
  env: { description: 'The environment.', enum: ENVIRONMENTS, default: 'dev' },
  session_id: { description: 'The id of one session.' },
};

/** One channel for every topic and subject, with all that may be on it. */
export function channels(catalog: readonly CatalogEntry[]): JsonObject {
  const found = new Map<string, { readonly place: Place; readonly entries: CatalogEntry[] }>();
  for (const entry of catalog) {
    for (const place of entry.places) {
      const channel = found.get(channelName(place)) ?? { place, entries: [] };
      channel.entries.push(entry);
      found.set(channelName(place), channel);
    }
  }
  return Object.fromEntries([...found].map(([name, { place, entries }]) => [name, channel(place, entries)]));
}

function channel(place: Place, entries: readonly CatalogEntry[]): JsonObject {
  const [first] = entries;
  const parameters = [...place.name.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, PARAMETERS[name]]);
  const isSubject = place.style === 'nats';
  return {
    address: place.name,
    ...(entries.length === 1 && { summary: first?.summary }),
    servers: [reference('servers', isSubject ? 'nats' : 'kafka')],
    messages: Object.fromEntries(
      entries.map((entry) => [entry.name, reference('components', 'messages', messageName(entry, place))]),
    ),
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) as object }),
    ...(first !== undefined && { bindings: isSubject ? { nats: {} } : { kafka: kafkaBinding(first, place) } }),
    ...(first?.deprecated && { 'x-deprecation': first.deprecated }),
    'x-topic-style': place.style,
  };
}

function kafkaBinding({ partitions, retentionDays, compression, compacted }: CatalogEntry, place: Place): JsonObject {
  const largest = ourTopic(place)?.config['max.message.bytes'];
  return {
    partitions,
    topicConfiguration: {
      'cleanup.policy': [compacted === true ? 'compact' : 'delete'],
      'retention.ms': retentionDays === null ? -1 : retentionDays * DAY_MS,
      'compression.type': compression,
      ...(largest !== undefined && { 'max.message.bytes': Number(largest) }),
    },
    bindingVersion: '0.5.0',
  };
}
