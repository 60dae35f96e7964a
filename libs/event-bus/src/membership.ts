import { asError, BrokerAccessError } from './failures';
import type { HandlerTable } from './handler-table';
import type { KafkaConnection } from './kafka-connection';
import type { Batch, Position, Subscription, SubscriptionEvents } from './kafkajs/subscription';
import type { BusLog, BusMetrics, GroupSettings } from './settings';
import { pause, within } from './signals';

export interface MembershipParts
  extends
    Required<Pick<SubscriptionEvents, 'onBatch' | 'onAssigned' | 'onStart' | 'onReplaced'>>,
    Pick<SubscriptionEvents, 'storedEnds'> {
  readonly connection: KafkaConnection;
  readonly group: GroupSettings;
  /** Brokers hold one spelling of a topic or several, and a topic may come and go: what exists is consumed. */
  readonly table: HandlerTable;
  /** Makes sure of what the topics need beside them; it may take its time and must not reject. */
  readonly prepare: (topics: readonly string[]) => Promise<void>;
  readonly metrics: Pick<BusMetrics, 'rebalanced'>;
  readonly log: BusLog;
}

const RECONNECT_DELAY_MS = 1_000;

const LOOK_FOR_TOPICS_MS = 5_000;

/** The client gives up on what may pass, such as a coordinator that is not elected yet; so many times it is tried again. */
const MAX_CRASHES = 10;

/** Being in the consumer group, and getting (back) into it, for as long as the worker runs. */
export class Membership {
  readonly #parts: MembershipParts;
  readonly #leaving = new AbortController();
  #subscription: Subscription | null = null;
  /** Topics that were on the broker at the last look; `null` before the first. */
  #existing: readonly string[] | null = null;
  /** Of the topics that positions are kept of. */
  readonly #topicIds = new Map<string, string>();
  #newTopics: readonly string[] = [];
  #subscribed: readonly string[] = [];
  #subscribing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #lastContact = performance.now();
  #joined = false;
  /** Since when its partitions are nobody's, by the monotonic clock; `null` while they are somebody's. */
  #rebalancingSince: number | null = null;
  #waitingFor: string | null = 'not started';
  #fault: string | null = null;
  /** Topics that the group has partitions of and may not read. */
  readonly #forbidden = new Set<string>();
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

  /** What cannot come in at the moment, because none of its topics exists. */
  get missing(): readonly string[] {
    return this.#existing === null ? [] : this.#parts.table.missing(this.#existing);
  }

  /** What is consumed by name and may not be read, for want of permission. */
  get forbidden(): readonly string[] {
    return [...this.#forbidden];
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

  /** Reads on from elsewhere. */
  seek(positions: readonly Position[]): void {
    this.#subscription?.seek(positions);
  }

  /** Where these partitions end now. */
  async ends(partitions: readonly Pick<Position, 'topic' | 'partition'>[]): Promise<readonly Position[]> {
    return (await this.#subscription?.ends(partitions)) ?? [];
  }

  /** No more attempts to join from here on; resolves when none is under way. */
  async settle(): Promise<void> {
    this.#leaving.abort();
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#subscribing;
  }

  /** Leaves the group, within `deadlineMs`: a broker that hangs lets nobody go, and forgets the member by itself. */
  async leave(deadlineMs: number): Promise<void> {
    this.#joined = false;
    const left = await within(
      deadlineMs,
      this.settle().then(() => this.#subscription?.stop()),
    );
    if (!left) this.#parts.log.warn({ deadline_ms: deadlineMs }, 'the broker did not answer the goodbye in time');
  }

  async #subscribe(): Promise<void> {
    const { connection, group, log } = this.#parts;
    while (!this.#leaving.signal.aborted) {
      try {
        const topics = await this.#existingTopics();
        await this.#parts.prepare(topics);
        if (this.#leaving.signal.aborted) return;
        const options = { ...group, topics, newTopics: this.#newTopics };
        this.#subscription = await connection.subscribe(options, this.#events());
        this.#subscribed = topics;
        return;
      } catch (error) {
        const reason = asError(error).message;
        if (reason !== this.#waitingFor) log.warn({ reason }, 'cannot subscribe yet; trying again');
        this.#waitingFor = reason;
        await pause(RECONNECT_DELAY_MS, this.#leaving.signal);
      }
    }
  }

  async #existingTopics(): Promise<readonly string[]> {
    const { connection, table } = this.#parts;
    const existing = table.among(await connection.administration.topics());
    this.#note(existing);
    if (existing.length > 0) return existing;
    const named = table.named.length > 0 ? `: create one of ${table.named.join(', ')} (omni topics apply)` : '';
    throw new Error(`none of the topics exists${named}, or this account may see none (omni acl)`);
  }

  /** What appears after the first look is new: all of it is meant for us. */
  #note(existing: readonly string[]): void {
    const known = this.#existing;
    if (known !== null) {
      const appeared = existing.filter((topic) => !known.includes(topic));
      this.#newTopics = [...new Set([...this.#newTopics, ...appeared])].filter((topic) => existing.includes(topic));
    }
    this.#existing = existing;
  }

  /** Joins again when wanted topics have appeared; partitions that are kept keep their work in flight. */
  async #lookForTopics(): Promise<void> {
    if (!this.#joined || this.#subscription === null) return;
    const before = this.missing;
    this.#note(this.#parts.table.among(await this.#subscription.topics()));
    this.#tellMissing(before);
    const topics = this.#existing ?? [];
    const isSubscribed = topics.every((topic) => this.#subscribed.includes(topic));
    if (isSubscribed || this.#leaving.signal.aborted) return;
    this.#parts.log.info({ topics }, 'new topics to consume; joining the group again');
    this.#joinAgain();
  }

  #tellMissing(before: readonly string[]): void {
    const missing = this.missing.filter((kind) => !before.includes(kind));
    if (missing.length === 0) return;
    const topics = missing.flatMap((name) => this.#parts.table.topicsOf(name));
    this.#parts.log.warn({ missing, topics }, 'topics are missing; the others are consumed');
  }

  #noteReadable(topic: string, readable: boolean): void {
    const { log } = this.#parts;
    if (readable) {
      this.#forbidden.delete(topic);
      return log.info({ topic }, 'may be read again');
    }
    this.#forbidden.add(topic);
    log.error({ topic }, 'the broker does not allow to read a topic; "omni acl" lists what each worker needs');
  }

  #joinAgain(delayMs = 0): void {
    this.#letGo();
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

  #letGo(): void {
    this.#joined = false;
    this.#rebalancingSince ??= performance.now();
  }

  #events(): SubscriptionEvents {
    const { log, metrics, group, onBatch, onAssigned, onStart, onReplaced, storedEnds } = this.#parts;
    return {
      onStart,
      onReplaced,
      storedEnds,
      topicIds: this.#topicIds,
      onBatch: async (batch: Batch) => {
        const next = await onBatch(batch);
        this.#crashes = 0;
        return next;
      },
      onContact: () => {
        this.#lastContact = performance.now();
      },
      onReadable: (topic, readable) => this.#noteReadable(topic, readable),
      onRebalance: () => {
        this.#letGo();
        this.#waitingFor = 'the group is rebalancing';
      },
      onAssigned: (assignment) => {
        onAssigned(assignment);
        this.#forbidden.clear();
        this.#joined = true;
        if (this.#rebalancingSince !== null) metrics.rebalanced((performance.now() - this.#rebalancingSince) / 1000);
        this.#rebalancingSince = null;
        this.#waitingFor = null;
        this.#lastContact = performance.now();
        log.info({ group: group.groupId, assignment }, 'partitions assigned');
      },
      onCrash: (error, fatal) => {
        this.#joined = false;
        const isNews = this.#waitingFor !== error.message;
        this.#waitingFor = error.message;
        // Who is not let in has not failed: a new process would not be, either.
        this.#crashes += fatal && !(error instanceof BrokerAccessError) ? 1 : 0;
        if (this.#crashes > MAX_CRASHES) {
          this.#fault = `the consumer gave up: ${error.message}`;
          return log.error({ error }, 'the consumer gave up');
        }
        if (isNews) log.warn({ error }, 'the consumer left the group; rejoining');
        if (fatal) this.#joinAgain(RECONNECT_DELAY_MS);
      },
    };
  }
}
