import type { Middleware } from '#event-bus';
import type { HealthState } from '#operations';
import { safeText } from '#redaction';
import type { WorkerRuntime } from '#worker';
import { AlertWatch } from './alert-watch';
import { forwardingInstruments } from './instruments';
import { LatencyWindow } from './latency-window';
import { faultsOf, type ForwardedMessage } from './message';
import { NatsForwarder } from './nats-forwarder';
import type { NatsConfig } from './nats-spec';
import { Outbox } from './outbox';
import { forwardRequests } from './forward-requests';

/** What is left when the bus has drained is little, or NATS is away. */
const FLUSH_MS = 1_000;

/**
 * Forwards what the worker does to NATS JetStream: `usage.metered.*` and `orchestrator.step.*` per request, `alerts.*`
 * when readiness or latency turn. Every message has an id that follows from the work, and JetStream drops the second of
 * two within its duplicate window, so that redelivered records and repeated sends leave one message.
 *
 * While NATS is up, a record's offset waits for the acknowledgement of its messages: at least once, whatever crashes.
 * Replies never wait for it. While NATS is away, up to `queueLimit` messages are kept in memory and offsets go on; they
 * arrive when NATS is back, and are lost, counted and logged if the process ends before. Beyond the limit the bus takes
 * it for an outage: it pauses, and nothing more is committed. A limit of 0 never trades safety for progress.
 */
export class Forwarding {
  readonly middleware: Middleware;
  readonly #runtime: WorkerRuntime;
  readonly #config: NatsConfig;
  readonly #nats: NatsForwarder;
  readonly #outbox: Outbox;
  readonly #latency: LatencyWindow;
  readonly #instruments: ReturnType<typeof forwardingInstruments>;
  #watch: AlertWatch | null = null;

  constructor(config: NatsConfig, runtime: WorkerRuntime) {
    const { origin, logger, metrics } = runtime;
    this.#runtime = runtime;
    this.#config = config;
    this.#latency = new LatencyWindow(config.alerts.windowMs);
    this.#nats = new NatsForwarder(config.connection, origin.instanceId, logger);
    this.#outbox = new Outbox({
      store: (message) => this.#nats.store(message),
      limit: config.queueLimit,
      onStored: ({ family }, result) => this.#instruments.forwarded.inc({ family, result }),
      onTurn: (away) => {
        if (away === null) logger.info({}, 'NATS takes messages again');
        else logger.warn({ reason: away }, 'NATS takes no messages');
      },
    });
    this.#instruments = forwardingInstruments(metrics.registry, () => this.#outbox.size);
    this.middleware = forwardRequests({
      service: origin.service,
      now: origin.now,
      send: (messages) => this.#send(messages),
      onAnswered: (tookMs) => this.#latency.record(tookMs, performance.now()),
    });
  }

  /** Connects in the background and begins to watch; `readiness` is that of the work, without NATS itself. */
  start(readiness: () => Promise<HealthState>): void {
    const { origin } = this.#runtime;
    this.#nats.start();
    this.#watch = new AlertWatch({
      rules: this.#config.alerts,
      latency: this.#latency,
      from: origin,
      now: origin.now,
      readiness,
      send: (messages) => this.#send(messages),
    });
  }

  /** Alerts end here; messages of requests that are still in work are taken until `close`. */
  stopWatching(): void {
    this.#watch?.stop();
  }

  /** To be called when the bus has drained. */
  async close(): Promise<void> {
    const lost = await this.#outbox.close(FLUSH_MS);
    if (lost > 0) this.#runtime.logger.error({ messages: lost, code: 'forwarding_lost' }, 'messages for NATS are lost');
    await this.#nats.close();
  }

  health(): HealthState {
    const reason = this.#nats.fault ?? this.#outbox.away;
    const waiting = this.#outbox.size;
    return reason === null ? { status: 'up', waiting } : { status: 'down', reason: safeText(reason), waiting };
  }

  /** Throws while no more messages can be kept: the probe of the outage that this is. */
  assertRoom(): void {
    this.#outbox.assertRoom();
  }

  #send(messages: readonly ForwardedMessage[]): Promise<void> {
    return this.#outbox.put(messages.filter((message) => this.#conforms(message)));
  }

  /** Whoever reads the stream is promised the contract: what breaks it is our mistake and stays here. */
  #conforms(message: ForwardedMessage): boolean {
    const [fault] = faultsOf(message);
    if (fault === undefined) return true;
    const { family, subject, eventId } = message;
    this.#instruments.forwarded.inc({ family, result: 'invalid' });
    this.#runtime.logger.error({ code: 'invalid_payload', subject, event_id: eventId, ...fault }, 'not forwarded');
    return false;
  }
}
