import type { StartupStep } from '#contracts';
import { Intake, type IntakeParts } from './intake';
import type { Start } from './kafkajs/group-state';
import { Membership, type MembershipParts } from './membership';
import { Partitions, type Partition } from './partitions';
import { Positions } from './positions';
import type { BusMetrics } from './settings';
import { within } from './signals';
import { StopSteps } from './stop-steps';

export interface ConsumerParts
  extends
    Pick<MembershipParts, 'connection' | 'group' | 'table' | 'prepare' | 'log' | 'storedEnds'>,
    Pick<IntakeParts, 'inKeyOrder' | 'settle' | 'gate'> {
  readonly metrics: BusMetrics;
}

/** How long finished work may stay uncommitted, which bounds what is handled twice after a crash. */
const TICK_MS = 100;

const LAG_EVERY_MS = 5_000;

/** A member of the group, what it takes in, and how far it has come. */
export class BusConsumer {
  readonly membership: Membership;
  readonly #parts: ConsumerParts;
  readonly #partitions = new Partitions();
  readonly #intake: Intake;
  readonly #positions: Positions;
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: ConsumerParts) {
    this.#parts = parts;
    this.membership = new Membership({
      ...parts,
      onBatch: (batch) => this.#intake.take(batch),
      onAssigned: (assignment) => this.#assign(assignment),
      onStart: (start) => this.#start(start),
      onReplaced: (topic) => this.#replace(topic),
    });
    const { membership } = this;
    this.#positions = new Positions({ ...parts, membership, partitions: this.#partitions });
    this.#intake = new Intake({
      ...parts,
      limits: parts.group,
      partitions: this.#partitions,
      seek: (position) => {
        if (membership.joined) membership.seek([position]);
        return membership.joined;
      },
    });
  }

  start(): void {
    this.#timers = [
      setInterval(() => {
        this.#intake.tick();
        void this.#positions.commit();
      }, TICK_MS),
      setInterval(() => void this.#positions.measureLag(), LAG_EVERY_MS),
    ];
    this.membership.start();
  }

  /** What does not pass by itself; the process should be replaced. */
  get fault(): string | null {
    return this.#intake.fault ?? this.membership.fault;
  }

  /** Age in milliseconds of the oldest record in work. */
  get oldestMs(): number {
    return this.#intake.oldestMs;
  }

  get inFlight(): number {
    return this.#intake.size;
  }

  /**
   * Takes no more records and resolves when those that run are done, or after `drainMs`, or when a dependency is down
   * that they wait for. Then, `giveUp` having cut short what still waits, commits and leaves the group, within `leaveMs`.
   * Resolves to how that went.
   */
  async stop(drainMs: number, leaveMs: number, giveUp: () => void): Promise<readonly StartupStep[]> {
    this.#intake.stop();
    const deadline = performance.now() + drainMs;
    const steps = new StopSteps();
    await steps.take('stop_fetching', () => within(drainMs, this.membership.settle()));
    const records = this.inFlight;
    let left = records;
    const drain = async (): Promise<boolean> => {
      await this.#intake.drained(deadline - performance.now());
      left = this.inFlight;
      return left === 0;
    };
    await steps.take('finish_records', drain, () => ({ records, left }));
    giveUp();
    await steps.take('commit_offsets', () => within(leaveMs, this.#positions.commitLast()));
    for (const timer of this.#timers) clearInterval(timer);
    await steps.take('leave_group', () => this.membership.leave(leaveMs).then(() => true));
    return steps.done;
  }

  #assign(assignment: Readonly<Record<string, readonly number[]>>): void {
    for (const { topic, partition } of this.#partitions.assign(assignment)) {
      this.#parts.metrics.lag(topic, partition, undefined);
    }
    void this.#positions.measureLag();
  }

  #start(start: Start): void {
    const assigned = this.#partitions.find(start.topic, start.partition);
    if (assigned === undefined) return;
    const { tracker } = assigned;
    const offset = BigInt(start.offset);
    if (start.committed !== undefined)
      this.#parts.log.info(start, 'less is stored than was committed; reading it again');
    if (tracker.next === null) tracker.begin(offset);
    else if (start.reset && offset > tracker.next) this.#skipDeleted(assigned, offset);
    else if (start.reset || offset > (tracker.watermark() ?? offset)) {
      // Another log, or another member was here meanwhile.
      this.#partitions.restart(assigned).tracker.begin(offset);
    }
  }

  #skipDeleted({ topic, partition, tracker }: Partition, to: bigint): void {
    const facts = { topic, partition, from: String(tracker.next), to: to.toString() };
    this.#parts.log.warn(facts, 'records were deleted before they were read');
    tracker.pass(to);
  }

  #replace(topic: string): void {
    this.#parts.log.warn({ topic }, 'the topic was replaced by another of its name; reading it from its beginning');
    for (const assigned of this.#partitions.all()) if (assigned.topic === topic) this.#partitions.restart(assigned);
  }
}
