import {
  BaseEvent,
  DeadLetter,
  DlqAlertEvent,
  STYLE_SPELLINGS,
  WORKERS,
  topicCatalog,
  type CatalogEntry,
  type EnvelopeForm,
  type Place,
  type TopicSpec,
} from '#contracts';

/** Payloads that are whole messages. */
const WHOLE: readonly CatalogEntry['payload'][] = [BaseEvent, DeadLetter, DlqAlertEvent];

/** The envelope that the messages of an entry are wrapped in by whoever speaks that style. */
export function envelopeAt({ payload, pattern }: CatalogEntry, { style }: Place): EnvelopeForm {
  if (WHOLE.includes(payload) || style === 'nats') return 'flat';
  if (style === 'hooks') return 'hook';
  const form = STYLE_SPELLINGS.find((spelling) => spelling.style === style)?.envelope ?? 'architecture';
  // Status events are S4's wherever our workers send them (`encodeStatus`).
  return pattern === 'status' && form === 'flat' ? 'onex-v1' : form;
}

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

/** Places our workers really read and write; of some entries a party has places of its own. */
export function isOurs(place: Place): boolean {
  return place.style === 'nats' || ourTopic(place) !== undefined;
}

export function ourWorkers(names: readonly string[]): readonly string[] {
  return WORKERS.filter((worker) => names.includes(worker));
}
