import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SYSTEM_ALERT_EVENT_TOPIC, SYSTEM_ALERTS_TOPIC, encodeServiceEvent, type OutboundRecord } from '#contracts';
import { Bus } from '#event-bus';
import { EventStore, type OpenCount } from '#event-store';
import { WorkerRuntime } from '#worker';
import { alertInstruments } from './alert-instruments';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';
import { dlqAlertEnd, dlqAlertEvent, systemAlert, systemAlertEnd } from './dead-letters/alert-payloads';
import { decideAlerts, endedAlerts, type AlertState } from './dead-letters/decide-alerts';

/** A look that takes longer than this waits for a database or a broker that hangs; the shutdown does not. */
const LAST_LOOK_MS = 500;

/** Looks at the open records at intervals and alerts; what could not be published is tried again at the next look. */
@Injectable()
export class AlertWatch implements BeforeApplicationShutdown {
  readonly #instruments: ReturnType<typeof alertInstruments>;
  #timer: NodeJS.Timeout | null = null;
  #state: AlertState = new Map();
  #unsent: OutboundRecord[] = [];
  #looking: Promise<void> | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly bus: Bus,
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
    const counts = await this.store.deadLetters.openCounts();
    await this.#begin(counts, now);
    await this.#end(counts, now);
    this.#instruments.looked({ open: counts, firing: await this.store.alerts.firing(), at: now });
    await this.#publish();
  }

  async #begin(counts: readonly OpenCount[], now: Date): Promise<void> {
    const { alerts, state } = decideAlerts(this.#state, counts, now, this.config.alerts);
    for (const alert of alerts) {
      // Claimed in the database: neither a restart nor a second monitor alerts again within the cool-down.
      if (!(await this.store.alerts.claimAlert(alert.dlq_topic, this.config.alerts.cooldownSeconds, now))) continue;
      const { dlq_topic, open, threshold, severity, repeat } = alert;
      this.runtime.logger.warn({ dlq_topic, open, threshold, severity, repeat }, 'alert: too many open dead letters');
      this.#unsent.push(...this.#records(dlq_topic, dlqAlertEvent(alert), systemAlert(alert)));
    }
    this.#state = state;
  }

  async #end(counts: readonly OpenCount[], now: Date): Promise<void> {
    for (const end of endedAlerts(await this.store.alerts.firing(), counts, now, this.config.alerts)) {
      if (!(await this.store.alerts.claimEnd(end.dlq_topic, now))) continue;
      const { dlq_topic, open, threshold, alerted_at } = end;
      this.runtime.logger.info({ dlq_topic, open, threshold, alerted_at }, 'alert ended');
      this.#unsent.push(...this.#records(dlq_topic, dlqAlertEnd(end), systemAlertEnd(end)));
    }
  }

  async #publish(): Promise<void> {
    if (this.#unsent.length === 0) return;
    await this.bus.publisher.records(this.#unsent);
    this.#unsent = [];
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
