import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { OutboundRecord, StartupStep } from '#contracts';
import { Bus, type Publisher } from '#event-bus';
import { HealthProbe, type Logger } from '#operations';
import {
  criticalRecords,
  healthChangedRecords,
  healthRecord,
  reasonOf,
  startedRecords,
  stoppedRecords,
  type HealthReport,
} from './announcements';
import { finalMetrics } from './final-metrics';
import { HealthHistory, type HealthNews } from './health-history';
import { healthReport } from './health-report';
import { WorkerRuntime } from './worker-runtime';

/** How often the worker looks how it is. */
const LOOK_EVERY_MS = 1_000;

/** Changes that could not be published yet; older ones are given up, because the newest says how things are. */
const MAX_UNSENT = 60;

/** A stop has 10 s in all, and records in flight are worth more of it. */
const STOP_DEADLINE_MS = 1_000;

/** A start that takes longer is announced with what it waits for. */
export const START_TIMEOUT_MS = 30_000;

type LifeRuntime = Pick<WorkerRuntime, 'origin' | 'facts' | 'elapsedMs'> & {
  readonly metrics: Pick<WorkerRuntime['metrics'], 'registry'>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
};

/**
 * Tells the bus when this worker starts, stops, and is no longer as it was. They are best effort: a broker that is away
 * delays them, never the work. What is only starting is no fault: before a worker has been healthy
 * once nothing is told but its start, and then only what lasts (`HealthHistory`).
 */
@Injectable()
export class ServiceLife implements BeforeApplicationShutdown {
  readonly #history = new HealthHistory();
  #begun: number | null = null;
  #unsent: OutboundRecord[] = [];
  #announced = false;
  #hasBeenHealthy = false;
  #faults = 0;
  /** Why it was not healthy when that was last looked at. */
  #reason = '';
  #looking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopReason = 'shutdown';

  constructor(
    @Inject(Bus) private readonly bus: Pick<Bus, 'beforeClosing'> & { readonly publisher: Pick<Publisher, 'records'> },
    @Inject(WorkerRuntime) private readonly runtime: LifeRuntime,
    @Inject(HealthProbe) private readonly probe: Pick<HealthProbe, 'states'>,
  ) {
    bus.beforeClosing((steps) => this.#farewell(steps));
  }

  /** Once the worker takes records; not awaited by it. */
  begin(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /** Looks once; looks that come while one is under way share it. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  beforeApplicationShutdown(signal = 'shutdown'): void {
    this.#stopReason = signal;
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Said when the work is done, and not for long: a broker that is away must not hold up the shutdown. */
  async #farewell(steps: readonly StartupStep[]): Promise<void> {
    if (!this.#announced) return;
    const { origin, metrics, elapsedMs } = this.runtime;
    const totals = await finalMetrics(metrics.registry);
    this.announce(() => stoppedRecords(origin, this.#stopReason, elapsedMs() / 1000, totals, steps));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_DEADLINE_MS);
    });
    await Promise.race([this.#flush(), late]);
    clearTimeout(timer);
  }

  async #look(): Promise<void> {
    const report = healthReport(await this.probe.states());
    const now = this.runtime.elapsedMs();
    this.#hasBeenHealthy ||= report.status === 'healthy';
    if (!this.#announced) this.#announceStart(report, now);
    if (this.#hasBeenHealthy) {
      if (report.status !== 'healthy') this.#reason = reasonOf(report);
      for (const news of this.#history.observe(report.status, now)) this.#tell(news, report);
    }
    await this.#flush();
  }

  #announceStart(report: HealthReport, now: number): void {
    const { runtime } = this;
    this.#begun ??= now;
    if (report.status === 'healthy') this.announce(() => startedRecords(runtime.facts(), null));
    else if (now - this.#begun < START_TIMEOUT_MS) return this.#tellWait(reasonOf(report));
    else
      this.announce(() => [...startedRecords(runtime.facts(), reasonOf(report)), healthRecord(runtime.origin, report)]);
    this.#announced = true;
  }

  #tellWait(reason: string): void {
    if (reason !== this.#reason) this.runtime.logger.info({ reason }, 'still starting');
    this.#reason = reason;
  }

  #tell(news: HealthNews, report: HealthReport): void {
    const { origin, logger } = this.runtime;
    const { status } = report;
    if (news.kind === 'critical') {
      const since = new Date(origin.now().getTime() - news.lastedMs);
      this.#faults++;
      const fault = { id: `error_${origin.newId()}`, since, occurrences: this.#faults };
      logger.error({ status, reason: this.#reason, error_id: fault.id }, 'not healthy for long: somebody should look');
      return this.announce(() => criticalRecords(origin, fault, report));
    }
    const seconds = news.kind === 'recovered' ? Math.round(news.lastedMs / 1_000) : 0;
    const reason = news.kind === 'recovered' ? `healthy again after ${seconds} s: ${this.#reason}` : this.#reason;
    logger[news.kind === 'recovered' ? 'info' : 'warn']({ status, reason }, 'health changed');
    this.announce(() => healthChangedRecords(origin, news.before, report, reason));
  }

  /**
   * Published with the next look, and again until the broker has it. What breaks its own schema stays here: a mistake in
   * an announcement is no reason to stop working.
   */
  announce(make: () => readonly OutboundRecord[]): void {
    try {
      this.#unsent.push(...make());
    } catch (error) {
      this.runtime.logger.error({ error, code: 'invalid_payload' }, 'an announcement is wrong and was not made');
    }
  }

  async #flush(): Promise<void> {
    const records = this.#unsent.slice(-MAX_UNSENT);
    if (records.length === 0) return;
    this.#unsent = [];
    try {
      await this.bus.publisher.records(records);
    } catch (error) {
      this.#unsent = [...records, ...this.#unsent];
      this.runtime.logger.warn({ error, waiting: this.#unsent.length }, 'the service cannot announce itself yet');
    }
  }
}
