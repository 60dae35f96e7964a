import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { countStatuses, leftUnsent, noteSeen, seenFor, unseen, type Unseen, type Verb } from '#dead-letters';
import { Bus, type Reader } from '#event-bus';
import { WorkerOutbox } from '#jobs';
import { PollingLoop } from '#storage';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';
import { MonitorStorage } from './monitor-storage';
import { MONITOR_ACTOR, StatusChanges } from './status-changes';

const BETWEEN_LOOKS_MS = 5_000;
const COUNT_EVERY_MS = 15_000;
const STOP_MS = 500;
/** Of one statement. */
const PAGE = 500;
/** Pairs of partition and reader in one look. */
const MAX_PAIRS = 1_000;

/**
 * Follows redriven records: those whose readers have committed past them are resolved once they have not come back for
 * a while; those that a job left unsent are open again. Several monitors may do it at once.
 */
@Injectable()
export class RedriveWatch extends PollingLoop implements BeforeApplicationShutdown {
  #countedAt = 0;

  constructor(
    private readonly storage: MonitorStorage,
    private readonly bus: Bus,
    private readonly outbox: WorkerOutbox,
    private readonly changes: StatusChanges,
    private readonly runtime: WorkerRuntime,
    @Inject(dlqMonitorConfig.KEY) private readonly config: DlqMonitorConfig,
  ) {
    super(STOP_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  protected async look(): Promise<number> {
    const { logger } = this.runtime;
    for (const work of [() => this.#giveBack(), () => this.#noteSeen(), () => this.#settle(), () => this.#count()]) {
      await work().catch((error: unknown) => logger.warn({ error }, 'cannot follow redriven dead letters'));
    }
    return BETWEEN_LOOKS_MS;
  }

  async #giveBack(): Promise<void> {
    for (;;) {
      const left = await leftUnsent(this.storage.query, PAGE);
      for (const job of new Set(left.map((one) => one.job))) {
        const ids = left.filter((one) => one.job === job).map(({ id }) => id);
        await this.#change('give_back', ids, 'the job ended before it was sent', job);
      }
      if (left.length < PAGE || this.stopping.signal.aborted) return;
    }
  }

  async #noteSeen(): Promise<void> {
    const pairs = await unseen(this.storage.query, MAX_PAIRS);
    const topics = [...new Set(pairs.map(({ topic }) => topic))];
    if (topics.length === 0) return;
    const reached = await this.#reached(pairs, topics);
    for (const pair of pairs) {
      const before = passedBy(reached, pair);
      if (before === null) continue;
      while ((await noteSeen(this.storage.query, pair, String(before), PAGE)) === PAGE);
    }
  }

  /** All groups are looked at only where those that are named are not enough: there may be many. */
  async #reached(pairs: readonly Unseen[], topics: readonly string[]): Promise<readonly Reader[]> {
    const { connection } = this.bus;
    const named = [...new Set(pairs.map(({ consumer_group }) => consumer_group ?? ''))].filter((name) => name !== '');
    const own = named.length === 0 ? [] : await connection.administration.readersOf(topics, named);
    return pairs.every((pair) => ownOf(own, pair).length > 0) ? own : connection.administration.readersOf(topics);
  }

  async #settle(): Promise<void> {
    for (;;) {
      const ids = await seenFor(this.storage.query, this.config.redriveGraceSeconds, PAGE);
      await this.#change('settle', ids, 'its readers are past its record, which did not come back', null);
      if (ids.length < PAGE || this.stopping.signal.aborted) return;
    }
  }

  /** All rows are counted, so not at every look. */
  async #count(): Promise<void> {
    const now = this.runtime.origin.now();
    if (now.getTime() - this.#countedAt < COUNT_EVERY_MS) return;
    this.changes.instruments.looked(await countStatuses(this.storage.query), now);
    this.#countedAt = now.getTime();
  }

  async #change(verb: Verb, ids: readonly string[], reason: string, job: string | null): Promise<void> {
    if (ids.length === 0) return;
    await this.outbox.publishing(async (query) => {
      const change = {
        actor: MONITOR_ACTOR,
        reason,
        requestId: null,
        correlationId: job ?? this.runtime.origin.newId(),
        ...(job !== null && { link: job }),
      };
      return this.changes.make(query, verb, ids, change);
    });
  }
}

/**
 * Before which offset everything was handled: as far as the group is whose record failed; where it is not known, or does
 * not read that topic, as far as all groups are that have members. `null`: nobody commits.
 */
export function passedBy(reached: readonly Reader[], pair: Unseen): bigint | null {
  const own = ownOf(reached, pair);
  const readers = own.length > 0 ? own : readersAt(reached, pair).filter(({ isActive }) => isActive);
  const offsets = readers.map(({ offset }) => BigInt(offset));
  return offsets.length === 0 ? null : offsets.reduce((least, offset) => (offset < least ? offset : least));
}

function readersAt(reached: readonly Reader[], { topic, partition }: Unseen): readonly Reader[] {
  return reached.filter((one) => one.topic === topic && one.partition === partition);
}

function ownOf(reached: readonly Reader[], pair: Unseen): readonly Reader[] {
  return readersAt(reached, pair).filter(({ group }) => group === pair.consumer_group);
}
