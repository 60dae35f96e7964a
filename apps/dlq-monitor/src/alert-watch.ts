import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SYSTEM_ALERT_EVENT_TOPIC, SYSTEM_ALERTS_TOPIC, encodeServiceEvent, type OutboundRecord } from '#contracts';
import { claimAlert, claimAlertEnd, firingAlerts, openCounts, type OpenCount } from '#dead-letters';
import type { Query } from '#storage';
import { WorkerRuntime } from '#worker';
import { alertInstruments } from './alert-instruments';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';
import { dlqAlertEnd, dlqAlertEvent, systemAlert, systemAlertEnd } from './dead-letters/alert-payloads';
import { decideAlerts, endedAlerts, type AlertState } from './dead-letters/decide-alerts';
import { MonitorOutbox } from './monitor-outbox';
import { MonitorStorage } from './monitor-storage';

/** A look that takes longer than this waits for a database that hangs; the shutdown does not. */
const LAST_LOOK_MS = 500;

/** Looks at the open records at intervals and alerts: once each, because the claim and the alert are one transaction. */
@Injectable()
export class AlertWatch implements BeforeApplicationShutdown {
  readonly #instruments: ReturnType<typeof alertInstruments>;
  #timer: NodeJS.Timeout | null = null;
  #state: AlertState = new Map();
  #looking: Promise<void> | null = null;

  constructor(
    private readonly storage: MonitorStorage,
    private readonly outbox: MonitorOutbox,
    private readonly runtime: WorkerRuntime,
    @Inject(dlqMonitorConfig.KEY) private readonly config: DlqMonitorConfig,
  ) {
    this.#instruments = alertInstruments(runtime.metrics);
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), this.config.alerts.intervalSeconds * 1000);
  }

  /** One look; never two at once. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.runtime.logger.warn({ error }, 'cannot look at the open dead letters'))
      .finally(() => {
        this.#looking = null;
      });
    return this.#looking;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.race([this.#looking, pause(LAST_LOOK_MS)]);
  }

  async #look(): Promise<void> {
    const now = this.runtime.origin.now();
    const { query } = this.storage;
    const counts = await openCounts(query);
    await this.#begin(counts, now);
    await this.#end(counts, now);
    this.#instruments.looked({ open: counts, firing: await firingAlerts(query), at: now });
  }

  async #begin(counts: readonly OpenCount[], now: Date): Promise<void> {
    const { alerts, state } = decideAlerts(this.#state, counts, now, this.config.alerts);
    for (const alert of alerts) {
      const { dlq_topic, open, threshold, severity, repeat } = alert;
      const records = this.#records(dlq_topic, dlqAlertEvent(alert), systemAlert(alert));
      // Claimed in the database: neither a restart nor a second monitor alerts again within the cool-down.
      const claim = (query: Query) => claimAlert(query, dlq_topic, this.config.alerts.cooldownSeconds, now);
      if (!(await this.#publishIf(claim, records))) continue;
      this.runtime.logger.warn({ dlq_topic, open, threshold, severity, repeat }, 'alert: too many open dead letters');
    }
    this.#state = state;
  }

  async #end(counts: readonly OpenCount[], now: Date): Promise<void> {
    const firing = await firingAlerts(this.storage.query);
    for (const end of endedAlerts(firing, counts, now, this.config.alerts)) {
      const { dlq_topic, open, threshold, alerted_at } = end;
      const records = this.#records(dlq_topic, dlqAlertEnd(end), systemAlertEnd(end));
      if (!(await this.#publishIf((query) => claimAlertEnd(query, dlq_topic, now), records))) continue;
      this.runtime.logger.info({ dlq_topic, open, threshold, alerted_at }, 'alert ended');
    }
  }

  #publishIf(claim: (query: Query) => Promise<boolean>, records: readonly OutboundRecord[]): Promise<boolean> {
    return this.outbox.publishing(async (query) => {
      const claimed = await claim(query);
      return [claimed, claimed ? records : []];
    });
  }

  /** The underscored party reads the bare event, the dotted party the architecture envelope (wire-facts 4.2). */
  #records(topic: string, bare: object, enveloped: object): OutboundRecord[] {
    const event = encodeServiceEvent(SYSTEM_ALERT_EVENT_TOPIC, { ...enveloped }, this.runtime.origin);
    const headers = { event_id: event.headers?.['event_id'] ?? '' };
    return [
      { topic: SYSTEM_ALERTS_TOPIC, key: topic, value: JSON.stringify(bare), headers },
      { ...event, key: topic },
    ];
  }
}
