import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import {
  noticeDelayed,
  noticeDone,
  takeNotices,
  waitingNotices,
  type DueNotice,
  type NewNotice,
  type NoticeOutcome,
} from '#dead-letters';
import { PollingLoop } from '#storage';
import { WorkerRuntime } from '#worker';
import { dlqMonitorConfig, type DlqMonitorConfig } from '../config';
import { MonitorStorage } from '../monitor-storage';
import type { Notice } from './alert-events';
import { noticeInstruments } from './alert-instruments';
import { destinationsOf, type Destination } from './webhooks/destinations';
import { nextAttempt, send, type Answer } from './webhooks/send';

const BETWEEN_LOOKS_MS = 1_000;
const AT_ONCE = 10;
/** A request that is under way has this long when the worker stops; it is sent again otherwise. */
const STOP_MS = 2_000;

/** Sends notices of alerts to their destinations outside the bus, each until it is taken, refused or a day old. */
@Injectable()
export class Notifier extends PollingLoop implements BeforeApplicationShutdown {
  readonly #destinations: ReadonlyMap<string, Destination>;
  readonly #instruments: ReturnType<typeof noticeInstruments>;

  constructor(
    private readonly storage: MonitorStorage,
    private readonly runtime: WorkerRuntime,
    @Inject(dlqMonitorConfig.KEY) { alerts }: DlqMonitorConfig,
  ) {
    super(STOP_MS);
    this.#destinations = destinationsOf(alerts);
    this.#instruments = noticeInstruments(runtime.metrics);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** One for each destination that is configured. */
  notices(alert_key: string, content: Notice): readonly NewNotice[] {
    return [...this.#destinations.keys()].map((destination) => ({ destination, alert_key, content }));
  }

  protected async look(): Promise<number> {
    if (this.#destinations.size === 0) return BETWEEN_LOOKS_MS;
    try {
      const { query } = this.storage;
      const due = await takeNotices(query, AT_ONCE);
      await Promise.all(due.map((notice) => this.#deliver(notice)));
      this.#instruments.waiting(await waitingNotices(query));
      return due.length === AT_ONCE ? 0 : BETWEEN_LOOKS_MS;
    } catch (error) {
      this.runtime.logger.warn({ error }, 'cannot look for notices of alerts');
      return BETWEEN_LOOKS_MS;
    }
  }

  async #deliver(notice: DueNotice): Promise<void> {
    const destination = this.#destinations.get(notice.destination);
    // It was configured when the notice was stored.
    if (destination === undefined) return this.#done(notice, 'given_up', { detail: 'the destination is gone' });
    const answer = await send(destination, notice, this.runtime.origin.now());
    if (answer.outcome !== 'again') return this.#done(notice, answer.outcome, answer);
    const seconds = nextAttempt(notice, answer, this.runtime.origin.now());
    if (seconds === null) return this.#done(notice, 'given_up', answer);
    this.#log(notice, answer, { again_in_seconds: seconds });
    await noticeDelayed(this.storage.query, notice.id, seconds);
  }

  async #done(notice: DueNotice, outcome: NoticeOutcome, answer: Pick<Answer, 'detail'>): Promise<void> {
    if (outcome !== 'delivered') this.#log(notice, answer, { outcome });
    await noticeDone(this.storage.query, notice.id, outcome);
    this.#instruments.done(notice.destination, outcome);
  }

  #log({ id, destination, attempts }: DueNotice, { detail }: Pick<Answer, 'detail'>, more: object): void {
    this.runtime.logger.warn({ id, destination, attempts, detail, ...more }, 'a notice of an alert was not taken');
  }
}
