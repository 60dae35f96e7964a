import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import {
  alertsSince,
  claimAlert,
  claimAlertEnd,
  failedSince,
  openCounts,
  storeNotices,
  watchedGroups,
  type AlertKind,
  type KeptAlert,
} from '#dead-letters';
import { Bus } from '#event-bus';
import { WorkerOutbox } from '#jobs';
import { PollingLoop, type Query } from '#storage';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from '../config';
import { MonitorStorage } from '../monitor-storage';
import { alertNotice, alertRecords, endNotice, type Notice } from './alert-events';
import { alertInstruments } from './alert-instruments';
import { dueAlerts, endedAlerts } from './decide-alerts';
import { LEAST_FAILURES, measure, RATE_WINDOW_SECONDS, type Found, type Traffic } from './measure';
import { Notifier } from './notifier';

/** A look that takes longer than this waits for a database that hangs; the shutdown does not. */
const LAST_LOOK_MS = 500;

/** More topics or groups than this are not looked at in one look. */
const TOPICS = 100;
const GROUPS = 1_000;

const NOTHING_UNSEEN: ReadonlySet<AlertKind> = new Set();
const RATE_UNSEEN: ReadonlySet<AlertKind> = new Set(['rate']);

/**
 * Looks at the dead letters at intervals and alerts: once each, because the claim, the events and the notices are one
 * transaction.
 */
@Injectable()
export class AlertWatch extends PollingLoop implements BeforeApplicationShutdown {
  readonly #instruments: ReturnType<typeof alertInstruments>;

  constructor(
    private readonly storage: MonitorStorage,
    private readonly outbox: WorkerOutbox,
    private readonly notifier: Notifier,
    private readonly bus: Bus,
    private readonly runtime: WorkerRuntime,
    @Inject(dlqMonitorConfig.KEY) private readonly config: DlqMonitorConfig,
  ) {
    super(LAST_LOOK_MS);
    this.#instruments = alertInstruments(runtime.metrics);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  protected async look(): Promise<number> {
    await this.#look().catch((error: unknown) => {
      this.runtime.logger.warn({ error }, 'cannot look at the open dead letters');
    });
    return this.config.alerts.intervalSeconds * 1_000;
  }

  async #look(): Promise<void> {
    const { query } = this.storage;
    const { alerts: rules } = this.config;
    const now = this.runtime.origin.now();
    const newSince = new Date(now.getTime() - rules.cooldownSeconds * 1_000);
    const kept = await alertsSince(query, newSince);
    const found = await this.#find(kept, newSince, now);
    const measured = measure(found, rules);
    for (const alert of dueAlerts(measured, kept, rules.cooldownSeconds, now)) {
      const claimed = await this.#tell(alert.key, async (claim) => {
        const repeat = await claimAlert(claim, alert.key, alert, rules.cooldownSeconds, now);
        return repeat === undefined ? null : alertNotice(alert, repeat, now);
      });
      if (claimed !== null) this.runtime.logger.warn({ ...claimed }, 'alert');
    }
    for (const end of endedAlerts(kept, measured, found.traffic === null ? RATE_UNSEEN : NOTHING_UNSEEN)) {
      const claimed = await this.#tell(end.key, async (claim) => {
        return (await claimAlertEnd(claim, end.key, now)) ? endNotice(end, now) : null;
      });
      if (claimed !== null) this.runtime.logger.info({ ...claimed }, 'alert ended');
    }
    this.#instruments.looked({ open: found.counts, firing: await alertsSince(query, now), at: now });
  }

  async #find(kept: readonly KeptAlert[], newSince: Date, now: Date): Promise<Found> {
    const { query } = this.storage;
    const windowStart = new Date(now.getTime() - RATE_WINDOW_SECONDS * 1_000);
    const failed = await failedSince(query, windowStart, LEAST_FAILURES, TOPICS);
    const watched = kept.flatMap(({ firing, facts }) => (firing && facts?.group_id ? [facts.group_id] : []));
    return {
      counts: await openCounts(query),
      failed,
      traffic: await this.#traffic(
        failed.map(({ original_topic }) => original_topic),
        windowStart,
      ),
      groups: await watchedGroups(query, newSince, watched, GROUPS + watched.length),
      newSince,
      now,
    };
  }

  /** A broker that is away says nothing about rates, and keeps no other alert back. */
  async #traffic(topics: readonly string[], since: Date): Promise<Traffic | null> {
    if (topics.length === 0) return new Map();
    try {
      return await this.bus.connection.administration.recordsSince(topics, since);
    } catch (error) {
      this.runtime.logger.debug({ error }, 'the broker did not say how many records the topics got');
      return null;
    }
  }

  /**
   * Claimed in the database: neither a restart nor a second monitor alerts again within the cool-down. One that cannot be
   * given keeps no other back.
   */
  #tell(key: string, claim: (query: Query) => Promise<Notice | null>): Promise<Notice | null> {
    return this.#publish(key, claim).catch((error: unknown) => {
      this.runtime.logger.warn({ key, error }, 'an alert could not be given');
      return null;
    });
  }

  async #publish(key: string, claim: (query: Query) => Promise<Notice | null>): Promise<Notice | null> {
    const { threshold } = this.config.alerts;
    const told = await this.outbox.publishing<Notice | null>(async (query) => {
      const notice = await claim(query);
      if (notice === null) return [null, []];
      await storeNotices(query, this.notifier.notices(key, notice));
      return [notice, alertRecords(notice, threshold, this.runtime.origin)];
    });
    if (told !== null) this.notifier.wake();
    return told;
  }
}
