import type { Origin, OutboundRecord } from '#contracts';
import {
  criticalRecords,
  healthChangedRecords,
  healthRecord,
  reasonOf,
  startedRecords,
  stoppedRecords,
  type FinalMetrics,
  type HealthReport,
  type ServiceFacts,
} from './announcements';
import { HealthHistory, type HealthNews } from './health-history';

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LifeParts {
  readonly origin: Origin;
  /** What is told at the start; asked when it is told. */
  readonly facts: () => ServiceFacts;
  readonly publish: (records: readonly OutboundRecord[]) => Promise<void>;
  readonly health: () => Promise<HealthReport>;
  readonly metrics: () => Promise<FinalMetrics>;
  readonly uptimeSeconds: () => number;
  /** Milliseconds of a clock that is never set back. */
  readonly elapsedMs: () => number;
  readonly log: Log;
}

/** Changes that could not be published yet; older ones are given up, because the newest says how things are. */
const MAX_UNSENT = 60;

/** A stop has 10 s in all, and records in flight are worth more of it. */
const STOP_DEADLINE_MS = 1_000;

/** A start that takes longer is announced with what it waits for. */
export const START_PATIENCE_MS = 30_000;

/**
 * Tells the bus when this worker starts, stops, and is no longer as it was. Announcements are no records' business: a
 * broker that is away delays them, never the work. What is only starting is no fault: before a worker has been healthy
 * once nothing is told but its start, and then only what lasts (`HealthHistory`).
 */
export class ServiceLife {
  readonly #parts: LifeParts;
  readonly #history = new HealthHistory();
  #begun: number | null = null;
  #unsent: OutboundRecord[] = [];
  #announced = false;
  #hasBeenHealthy = false;
  #faults = 0;
  /** Why it was not healthy when that was last looked at. */
  #reason = '';
  #looking: Promise<void> | null = null;

  constructor(parts: LifeParts) {
    this.#parts = parts;
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
    const report = await this.#parts.health();
    const now = this.#parts.elapsedMs();
    this.#hasBeenHealthy ||= report.status === 'healthy';
    if (!this.#announced) this.#announceStart(report, now);
    if (this.#hasBeenHealthy) {
      if (report.status !== 'healthy') this.#reason = reasonOf(report);
      for (const news of this.#history.observe(report.status, now)) this.#tell(news, report);
    }
    await this.#flush();
  }

  #announceStart(report: HealthReport, now: number): void {
    const { facts, origin } = this.#parts;
    this.#begun ??= now;
    if (report.status === 'healthy') this.#add(() => startedRecords(facts(), null));
    else if (now - this.#begun < START_PATIENCE_MS) return this.#tellWait(reasonOf(report));
    else this.#add(() => [...startedRecords(facts(), reasonOf(report)), healthRecord(origin, report)]);
    this.#announced = true;
  }

  #tellWait(reason: string): void {
    if (reason !== this.#reason) this.#parts.log.info({ reason }, 'still starting');
    this.#reason = reason;
  }

  #tell(news: HealthNews, report: HealthReport): void {
    const { origin, log } = this.#parts;
    const { status } = report;
    if (news.kind === 'critical') {
      const since = new Date(origin.now().getTime() - news.lastedMs);
      this.#faults++;
      const fault = { id: `error_${origin.newId()}`, since, occurrences: this.#faults };
      log.error({ status, reason: this.#reason, error_id: fault.id }, 'not healthy for long: somebody should look');
      return this.#add(() => criticalRecords(origin, fault, report));
    }
    const seconds = news.kind === 'recovered' ? Math.round(news.lastedMs / 1_000) : 0;
    const reason = news.kind === 'recovered' ? `healthy again after ${seconds} s: ${this.#reason}` : this.#reason;
    log[news.kind === 'recovered' ? 'info' : 'warn']({ status, reason }, 'health changed');
    this.#add(() => healthChangedRecords(origin, news.before, report, reason));
  }

  /** What breaks its own schema stays here: a mistake in an announcement is no reason to stop working. */
  #add(make: () => readonly OutboundRecord[]): void {
    try {
      this.#unsent.push(...make());
    } catch (error) {
      this.#parts.log.error({ error, code: 'invalid_payload' }, 'an announcement is wrong and was not made');
    }
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
