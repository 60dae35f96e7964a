import type { HealthStatus, Origin, OutboundRecord } from '#contracts';
import {
  criticalRecords,
  healthChangedRecords,
  startedRecords,
  stoppedRecords,
  type Fault,
  type FinalMetrics,
  type HealthReport,
  type ServiceFacts,
} from './announcements';

export interface LifeParts {
  readonly origin: Origin;
  readonly publish: (records: readonly OutboundRecord[]) => Promise<void>;
  readonly health: () => Promise<HealthReport>;
  readonly metrics: () => Promise<FinalMetrics>;
  readonly uptimeSeconds: () => number;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Changes that could not be published yet; older ones are given up, because the newest says how things are. */
const MAX_UNSENT = 60;

/** A stop has 10 s in all, and records in flight are worth more of it. */
const STOP_DEADLINE_MS = 1_000;

/**
 * Tells the bus when this worker starts, stops, and is no longer as it was. Announcements are no records' business: a
 * broker that is away delays them, never the work.
 */
export class ServiceLife {
  readonly #parts: LifeParts;
  #unsent: OutboundRecord[] = [];
  #before: HealthStatus = 'healthy';
  #faults = 0;
  #announced = false;
  #looking: Promise<void> | null = null;

  constructor(parts: LifeParts) {
    this.#parts = parts;
  }

  started(facts: ServiceFacts): Promise<void> {
    this.#announced = true;
    this.#add(() => startedRecords(facts));
    return this.#flush();
  }

  /** Looks once; looks that come while one is under way share it. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Said before the bus stops, and not for long: a broker that is away must not hold up the shutdown. */
  async stopped(reason: string): Promise<void> {
    if (!this.#announced) return;
    const { origin, metrics, uptimeSeconds } = this.#parts;
    const totals = await metrics();
    this.#add(() => stoppedRecords(origin, reason, uptimeSeconds(), totals));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_DEADLINE_MS);
    });
    await Promise.race([this.#flush(), late]);
    clearTimeout(timer);
  }

  async #look(): Promise<void> {
    const { origin, health } = this.#parts;
    const report = await health();
    if (report.status !== this.#before) {
      const before = this.#before;
      this.#add(() => healthChangedRecords(origin, before, report));
      if (before === 'healthy') this.#add(() => criticalRecords(origin, this.#newFault(), report));
      this.#before = report.status;
    }
    await this.#flush();
  }

  /** What breaks its own schema stays here: a mistake in an announcement is no reason to stop working. */
  #add(make: () => readonly OutboundRecord[]): void {
    try {
      this.#unsent.push(...make());
    } catch (error) {
      this.#parts.log.error({ error, code: 'invalid_payload' }, 'an announcement is wrong and was not made');
    }
  }

  #newFault(): Fault {
    const { origin } = this.#parts;
    this.#faults++;
    return { id: `error_${origin.newId()}`, since: origin.now(), occurrences: this.#faults };
  }

  async #flush(): Promise<void> {
    const records = this.#unsent.slice(-MAX_UNSENT);
    if (records.length === 0) return;
    this.#unsent = [];
    try {
      await this.#parts.publish(records);
    } catch (error) {
      this.#unsent = [...records, ...this.#unsent];
      this.#parts.log.warn({ error, waiting: this.#unsent.length }, 'the service cannot announce itself yet');
    }
  }
}
