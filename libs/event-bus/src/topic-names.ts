import type { TopicSpec } from '#contracts';
import type { TopicSettings } from './settings';

/**
 * What topics are called on the broker, and what they are to be like there. Everything but the client of the broker goes
 * by the names of the catalog.
 */
export class TopicNames {
  readonly #settings: Readonly<Record<string, TopicSettings>>;
  readonly #onBroker: ReadonlyMap<string, string>;
  readonly #ofBroker: ReadonlyMap<string, string>;

  constructor(settings: Readonly<Record<string, TopicSettings>> = {}) {
    this.#settings = settings;
    const renamed = Object.entries(settings).flatMap(([topic, { name }]) =>
      name === undefined || name === topic ? [] : [[topic, name] as const],
    );
    this.#onBroker = new Map(renamed);
    this.#ofBroker = new Map(renamed.map(([topic, name]) => [name, topic]));
  }

  /** Whether every topic has the same name on both sides. */
  get areSame(): boolean {
    return this.#onBroker.size === 0;
  }

  onBroker(topic: string): string {
    return this.#onBroker.get(topic) ?? topic;
  }

  /** Whose topic it is; `null` for one that has the name of a topic that is called differently here. */
  topicOf(name: string): string | null {
    return this.#ofBroker.get(name) ?? (this.#onBroker.has(name) ? null : name);
  }

  /** The same for what cannot be but ours. */
  ofBroker(name: string): string {
    return this.topicOf(name) ?? name;
  }

  /** Those of the broker's topics that are anybody's, under our names. */
  listed(names: readonly string[]): string[] {
    return names.map((name) => this.topicOf(name)).filter((topic) => topic !== null);
  }

  /** The same things, with the names of their topics on the broker. */
  toBroker<Place extends { readonly topic: string }>(places: readonly Place[]): Place[] {
    return places.map((place) => ({ ...place, topic: this.onBroker(place.topic) }));
  }

  fromBroker<Place extends { readonly topic: string }>(places: readonly Place[]): Place[] {
    return places.map((place) => ({ ...place, topic: this.ofBroker(place.topic) }));
  }

  /** As it is to be on this broker. */
  configured(spec: TopicSpec): TopicSpec {
    const own = Object.hasOwn(this.#settings, spec.name) ? this.#settings[spec.name] : undefined;
    if (own === undefined) return spec;
    const { name: _name, config, ...figures } = own;
    return { ...spec, ...figures, config: { ...spec.config, ...config } };
  }
}
