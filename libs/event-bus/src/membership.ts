import { asError } from './failures';
import type { Batch, KafkaConnection, Position, Subscription } from './kafka-adapter';
import type { BusLog, GroupSettings } from './settings';
import { pause } from './signals';

export interface MembershipParts {
  readonly connection: KafkaConnection;
  readonly group: GroupSettings;
  /**
   * Topics by what they carry. The parties' brokers hold one spelling of a topic or several: what exists is consumed,
   * and of each kind at least one must.
   */
  readonly topics: ReadonlyMap<string, readonly string[]>;
  /** Makes sure of what the topics need beside them; it may take its time and must not reject. */
  readonly prepare: (topics: readonly string[]) => Promise<void>;
  readonly onBatch: (batch: Batch) => Promise<bigint | null>;
  readonly onAssigned: (assignment: Readonly<Record<string, readonly number[]>>) => void;
  readonly log: BusLog;
}

const RECONNECT_DELAY_MS = 1_000;

const LOOK_FOR_TOPICS_MS = 30_000;

/** The client gives up on what may pass, such as a coordinator that is not elected yet; so many times it is tried anew. */
const MAX_CRASHES = 10;

/** Being in the consumer group, and getting (back) into it, for as long as the worker runs. */
export class Membership {
  readonly #parts: MembershipParts;
  readonly #leaving = new AbortController();
  #subscription: Subscription | null = null;
  #subscribed: readonly string[] = [];
  #subscribing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #lastContact = performance.now();
  #joined = false;
  #waitingFor: string | null = 'not started';
  #fault: string | null = null;
  /** Times in a row the client gave up, without a batch in between. */
  #crashes = 0;

  constructor(parts: MembershipParts) {
    this.#parts = parts;
  }

  /** Begins in the background and keeps trying: a worker that starts before its broker waits for it. */
  start(): void {
    this.#subscribing = this.#subscribe();
    this.#timer = setInterval(() => {
      this.#lookForTopics().catch((error: unknown) =>
        this.#parts.log.debug({ error: asError(error) }, 'no look at topics'),
      );
    }, this.#parts.group.lookForTopicsMs ?? LOOK_FOR_TOPICS_MS);
  }

  get joined(): boolean {
    return this.#joined;
  }

  /** Why no group has been joined yet; `null` once it has. */
  get waitingFor(): string | null {
    return this.#waitingFor;
  }

  /** The client gave up for good; the process should be replaced. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Milliseconds since the broker was last heard from. */
  get silenceMs(): number {
    return performance.now() - this.#lastContact;
  }

  async commit(positions: readonly Position[]): Promise<void> {
    if (this.#subscription === null) throw new Error('not subscribed');
    await this.#subscription.commit(positions);
  }

  /** No more attempts to join from here on; resolves when none is under way. */
  async settle(): Promise<void> {
    this.#leaving.abort();
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#subscribing;
  }

  async leave(): Promise<void> {
    await this.settle();
    this.#joined = false;
    await this.#subscription?.stop();
  }

  async #subscribe(): Promise<void> {
    const { connection, group, log } = this.#parts;
    while (!this.#leaving.signal.aborted) {
      try {
        const topics = await this.#existingTopics();
        await this.#parts.prepare(topics);
        this.#subscription = await connection.subscribe({ ...group, topics }, this.#events());
        this.#subscribed = topics;
        return;
      } catch (error) {
        this.#waitingFor = asError(error).message;
        log.warn({ reason: this.#waitingFor }, 'cannot subscribe yet; trying again');
        await pause(RECONNECT_DELAY_MS, this.#leaving.signal);
      }
    }
  }

  async #existingTopics(): Promise<string[]> {
    const kinds = [...this.#parts.topics];
    const existing = await this.#parts.connection.existing(kinds.flatMap(([, topics]) => topics));
    const missing = kinds.find(([, topics]) => !topics.some((topic) => existing.includes(topic)));
    if (missing === undefined) return existing;
    throw new Error(`no topic for ${missing[0]}: create one of ${missing[1].join(', ')} (omni topics apply)`);
  }

  /** Joins anew when wanted topics have appeared; partitions that are kept keep their work in flight. */
  async #lookForTopics(): Promise<void> {
    const wanted = [...this.#parts.topics.values()].flat();
    if (!this.#joined || this.#subscribed.length === wanted.length) return;
    const existing = await this.#parts.connection.existing(wanted);
    if (existing.length === this.#subscribed.length || this.#leaving.signal.aborted) return;
    this.#parts.log.info({ topics: existing }, 'new topics to consume; joining the group anew');
    this.#joinAnew();
  }

  #joinAnew(delayMs = 0): void {
    this.#joined = false;
    this.#subscribing = this.#subscribing.then(async () => {
      await pause(delayMs, this.#leaving.signal);
      if (this.#leaving.signal.aborted) return;
      await this.#subscription
        ?.stop()
        .catch((error: unknown) =>
          this.#parts.log.debug({ error: asError(error) }, 'the old consumer did not stop in order'),
        );
      await this.#subscribe();
    });
  }

  #events() {
    const { log, group, onBatch, onAssigned } = this.#parts;
    return {
      onBatch: async (batch: Batch) => {
        const taken = await onBatch(batch);
        this.#crashes = 0;
        return taken;
      },
      onContact: () => {
        this.#lastContact = performance.now();
      },
      onRebalance: () => {
        this.#joined = false;
        this.#waitingFor = 'the group is rebalancing';
      },
      onAssigned: (assignment: Readonly<Record<string, readonly number[]>>) => {
        onAssigned(assignment);
        this.#joined = true;
        this.#waitingFor = null;
        this.#lastContact = performance.now();
        log.info({ group: group.groupId, assignment }, 'partitions assigned');
      },
      onCrash: (error: Error, fatal: boolean) => {
        this.#joined = false;
        this.#waitingFor = error.message;
        this.#crashes += fatal ? 1 : 0;
        if (this.#crashes > MAX_CRASHES) {
          this.#fault = `the consumer gave up: ${error.message}`;
          return log.error({ error }, 'the consumer gave up');
        }
        log.warn({ error }, 'the consumer lost its place in the group and joins it again');
        if (fatal) this.#joinAnew(RECONNECT_DELAY_MS);
      },
    };
  }
}
