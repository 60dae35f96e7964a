import {
  envelopeAt,
  WORKERS,
  topicCatalog,
  type CatalogEntry,
  type Place,
  type TopicSpec,
  type Worker,
} from '#contracts';

/** `codegen.request.validate.architecture`: one entry is another message in each envelope. */
export function messageName(entry: CatalogEntry, place: Place): string {
  return `${entry.name}.${envelopeAt(entry, place)}`;
}

/** The topic, without the braces that JSON pointers would have to escape. */
export function channelName({ name }: Place): string {
  return name.replaceAll(/[{}]/g, '');
}

export function reference(...path: readonly string[]): { readonly $ref: string } {
  return { $ref: `#/${path.join('/')}` };
}

const ourTopics = new Map(topicCatalog().map((topic) => [topic.name, topic]));

/** The topic as our workers create it; undefined where they neither read nor write it. */
export function ourTopic({ name }: Place): TopicSpec | undefined {
  return ourTopics.get(name.replaceAll('{env}', 'dev'));
}

/** Places our workers really read and write; of some entries another system has places of its own. */
export function isOurs(place: Place): boolean {
  return place.style === 'nats' || ourTopic(place) !== undefined;
}

export function ourWorkers(names: readonly string[]): readonly Worker[] {
  return WORKERS.filter((worker) => names.includes(worker));
}
