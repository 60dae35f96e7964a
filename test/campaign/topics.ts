import type { Admin } from 'kafkajs';
import { deadLetterTopics, ROUTES, topicCatalog, type TopicSpec } from '#contracts';
import { applyTopics } from '../../tools/local-stack/src/topics';
import { LEFT_OUT_TOPICS } from './requests';

/** By the broker's own clock, in the order of appending: the order of answers is told by it. The reader knows gzip. */
const READABLE = { 'message.timestamp.type': 'LogAppendTime', 'compression.type': 'gzip' };

/** The topics of a campaign, as the harness has made them. */
export class Topics {
  readonly #specs = new Map<string, TopicSpec>();
  readonly #partitions = new Map<string, number>();
  readonly #incarnations = new Map<string, number>();

  constructor() {
    for (const spec of topicCatalog().filter(({ name }) => !LEFT_OUT_TOPICS.includes(name))) {
      this.#specs.set(spec.name, { ...spec, config: { ...spec.config, ...READABLE } });
      this.#partitions.set(spec.name, spec.partitions);
    }
  }

  /** Where replies are. */
  get replies(): readonly string[] {
    return this.#existing(ROUTES.flatMap(({ response, failure }) => [response, failure]));
  }

  get deadLetters(): readonly string[] {
    return this.#existing(deadLetterTopics());
  }

  async create(bootstrap: string): Promise<void> {
    const { refused } = await applyTopics(bootstrap, [...this.#specs.values()]);
    if (refused.length > 0) throw new Error(`the broker refused ${JSON.stringify(refused)}`);
  }

  partitions(topic: string): number {
    return this.#partitions.get(topic) ?? 1;
  }

  incarnation(topic: string): number {
    return this.#incarnations.get(topic) ?? 0;
  }

  /** What `incarnation` answers now, to be compared with later. */
  incarnations(): ReadonlyMap<string, number> {
    return new Map(this.#incarnations);
  }

  async delete(admin: Admin, topic: string): Promise<void> {
    this.#advance(topic);
    await admin.deleteTopics({ topics: [topic] });
  }

  async recreate(admin: Admin, topic: string): Promise<void> {
    const spec = this.#specs.get(topic);
    if (spec === undefined) throw new Error(`no topic ${topic}`);
    const configEntries = Object.entries(spec.config).map(([name, value]) => ({ name, value }));
    await admin.createTopics({
      topics: [{ topic, numPartitions: spec.partitions, replicationFactor: 1, configEntries }],
    });
    this.#partitions.set(topic, spec.partitions);
    this.#advance(topic);
  }

  async grow(admin: Admin, topic: string): Promise<void> {
    const count = this.partitions(topic) + 1;
    await admin.createPartitions({ topicPartitions: [{ topic, count }] });
    this.#partitions.set(topic, count);
  }

  /** Once when it goes and once when it comes: what is committed in between belongs to neither. */
  #advance(topic: string): void {
    this.#incarnations.set(topic, this.incarnation(topic) + 1);
  }

  #existing(names: readonly string[]): readonly string[] {
    return [...new Set(names)].filter((name) => this.#specs.has(name));
  }
}
