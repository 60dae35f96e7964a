import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { SYSTEM_ALERT_EVENT_TOPIC, SYSTEM_ALERTS_TOPIC, encodeServiceEvent, type OutboundRecord } from '#contracts';
import { Bus } from '#event-bus';
import { EventStore } from '#event-store';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';
import { dlqAlertEvent, systemAlert } from './dead-letters/alert-payloads';
import { decideAlerts, type Alert, type AlertState } from './dead-letters/decide-alerts';

/** A look that takes longer than this waits for a database or a broker that hangs; the shutdown does not. */
const LAST_LOOK_MS = 500;

/** Looks at the open records at intervals and alerts; what could not be published is tried again at the next look. */
@Injectable()
export class AlertWatch implements BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #state: AlertState = new Map();
  #unsent: OutboundRecord[] = [];
  #looking: Promise<void> | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly bus: Bus,
    private readonly runtime: WorkerRuntime,
    @Inject(dlqMonitorConfig.KEY) private readonly config: DlqMonitorConfig,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.look(), this.config.alerts.intervalSeconds * 1000);
  }

  /** One look; never two at once. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.runtime.logger.warn({ error }, 'alerts could not be looked after'))
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
    const { cooldownSeconds } = this.config.alerts;
    const now = this.runtime.origin.now();
    const counts = await this.store.deadLetters.openCounts();
    const { alerts, state } = decideAlerts(this.#state, counts, now, this.config.alerts);
    for (const alert of alerts) {
      // Claimed in the database: neither a restart nor a second monitor alerts again within the cool-down.
      const ours = await this.store.alerts.claimAlert(alert.dlq_topic, cooldownSeconds, now);
      if (ours) this.#unsent.push(...this.#records(alert));
    }
    this.#state = state;
    await this.#publish();
  }

  async #publish(): Promise<void> {
    if (this.#unsent.length === 0) return;
    await this.bus.publisher.records(this.#unsent);
    this.runtime.logger.warn({ alerts: this.#unsent.length / 2 }, 'alerts published');
    this.#unsent = [];
  }

  /** The underscored party reads the bare event, the dotted party the architecture envelope (wire-facts 4.2). */
  #records(alert: Alert): OutboundRecord[] {
    const event = encodeServiceEvent(SYSTEM_ALERT_EVENT_TOPIC, { ...systemAlert(alert) }, this.runtime.origin);
    const headers = { event_id: event.headers?.['event_id'] ?? '' };
    return [
      { topic: SYSTEM_ALERTS_TOPIC, key: alert.dlq_topic, value: JSON.stringify(dlqAlertEvent(alert)), headers },
      { ...event, key: alert.dlq_topic },
    ];
  }
}
