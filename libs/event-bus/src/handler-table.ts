import { OTHER_TOPICS, type Handler } from './pipeline/handler';

/** Which topics a worker takes in besides those it names, by name; none of Kafka's own, which begin with two underscores. */
export type OtherTopics = (topic: string) => boolean;

/** What a worker takes in and what handles it. */
export class HandlerTable {
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #isOther: OtherTopics;

  constructor(handlers: ReadonlyMap<string, Handler>, others: OtherTopics = () => false) {
    this.#handlers = handlers;
    this.#isOther = (topic) => handlers.has(OTHER_TOPICS) && !topic.startsWith('__') && others(topic);
  }

  of(topic: string): Handler {
    const handler = this.#handlers.get(topic) ?? (this.#isOther(topic) ? this.#handlers.get(OTHER_TOPICS) : undefined);
    if (handler === undefined) throw new Error(`no handler for ${topic}`);
    return handler;
  }

  /** The topics that are wanted by name. */
  get named(): readonly string[] {
    return [...this.#handlers.keys()].filter((topic) => topic !== OTHER_TOPICS);
  }

  /** Those of the broker's topics that are taken in. */
  among(topics: readonly string[]): readonly string[] {
    return topics.filter((topic) => this.#handlers.has(topic) || this.#isOther(topic));
  }

  /** What nothing comes in for, as the names of handlers, while these are all there are. */
  missing(existing: readonly string[]): readonly string[] {
    const served = new Set(existing.map((topic) => this.of(topic).name));
    return [...new Set([...this.#handlers.values()].map(({ name }) => name))].filter((name) => !served.has(name));
  }

  /** The named topics of a handler. */
  topicsOf(name: string): readonly string[] {
    return this.named.filter((topic) => this.#handlers.get(topic)?.name === name);
  }
}
