import type { Origin } from '#contracts';
import type { Middleware } from '#event-bus';
import type { HealthState, Logger, Metrics } from '#operations';
import { safeText } from '#redaction';
import { AlertWatch } from './alert-watch';
import { forwardingInstruments } from './instruments';
import { LatencyWindow } from './latency-window';
import { faultsOf, type ForwardedMessage } from './message';
import { NatsLink, type NatsSession } from './nats-link';
import type { NatsConfig } from './nats-spec';
import { Outbox } from './outbox';
import { deriveCall, type ServedCall } from './derive-call';
import { forwardRequests } from './forward-requests';
import { StreamFollower, type StreamMessage } from './stream-follower';
import { StreamWriter } from './stream-writer';

/** What is left when the bus has drained is little, or NATS is away. */
const FLUSH_MS = 1_000;

/** The worker that forwards. */
export interface ForwardingWorker {
  readonly origin: Origin;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'registry'>;
}

/**
 * Forwards what the worker does to NATS JetStream: `usage.metered.*` and `orchestrator.step.*` per request, `usage.metered.*`
 * per call over HTTP, `alerts.*` when readiness or latency turn. Every message has an id that follows from the work, and JetStream drops the second of
 * two within its duplicate window, so that redelivered records and repeated sends leave one message.
 *
 * While NATS is up, a record's offset waits for the acknowledgement of its messages: at least once, whatever crashes.
 * Replies never wait for it. While NATS is away, up to `queueLimit` messages are kept in memory and offsets go on; they
 * arrive when NATS is back, and are lost, counted and logged if the process ends before. Beyond the limit the bus takes
 * it for an outage: it pauses, and nothing more is committed. A limit of 0 never trades safety for progress.
 */
export class Forwarding {
  readonly middleware: Middleware;
  readonly #worker: ForwardingWorker;
  readonly #config: NatsConfig;
  readonly #link: NatsLink;
  readonly #writer: StreamWriter;
  readonly #outbox: Outbox;
  readonly #latency: LatencyWindow;
  readonly #instruments: ReturnType<typeof forwardingInstruments>;
  #watch: AlertWatch | null = null;
  #follower: StreamFollower | null = null;

  constructor(config: NatsConfig, worker: ForwardingWorker) {
    const { origin, logger, metrics } = worker;
    this.#worker = worker;
    this.#config = config;
    this.#latency = new LatencyWindow(config.alerts.windowMs);
    this.#link = new NatsLink(config.connection, origin.instanceId, logger, (session) => void writer.prepare(session));
    const writer = new StreamWriter(this.#link, config.connection.stream, logger);
    this.#writer = writer;
    this.#outbox = new Outbox({
      store: (message) => writer.store(message),
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
    const { origin } = this.#worker;
    this.#link.start();
    this.#watch = new AlertWatch({
      rules: this.#config.alerts,
      latency: this.#latency,
      from: origin,
      now: origin.now,
      readiness,
      send: (messages) => this.#send(messages),
    });
  }

  /**
   * Reads every message of these subjects, by their first words, from its beginning. `durable` is the same in every
   * process that shares the work; what `handle` rejects is given to it again.
   */
  follow(
    families: readonly string[],
    durable: string,
    handle: (messages: readonly StreamMessage[]) => Promise<void>,
  ): void {
    const { logger: log } = this.#worker;
    const { stream } = this.#config.connection;
    const prepared = (session: NatsSession) => this.#writer.prepare(session);
    this.#follower = new StreamFollower({ link: this.#link, prepared, stream, families, durable, handle, log });
    this.#follower.start();
  }

  /** Nothing is read any more when it resolves. */
  async stopFollowing(): Promise<void> {
    await this.#follower?.stop();
  }

  /** Meters a call over HTTP, which nobody repeats: where NATS is away and no more can be kept, it is not metered. */
  meter(call: ServedCall): void {
    const { origin, logger } = this.#worker;
    this.#send([deriveCall(call, origin)]).catch((error: unknown) => {
      this.#instruments.forwarded.inc({ family: 'usage.metered', result: 'dropped' });
      logger.debug({ error, operation: call.operation }, 'a call is not metered');
    });
  }

  /** Alerts end here; messages of requests that are still in work are taken until `close`. */
  stopWatching(): void {
    this.#watch?.stop();
  }

  /** To be called when the bus has drained. */
  async close(): Promise<void> {
    const lost = await this.#outbox.close(FLUSH_MS);
    if (lost > 0) this.#worker.logger.error({ messages: lost, code: 'forwarding_lost' }, 'messages for NATS are lost');
    await this.#link.close();
  }

  health(): HealthState {
    const reason = this.#link.fault ?? this.#outbox.away ?? this.#follower?.fault ?? null;
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
    this.#worker.logger.error({ code: 'invalid_payload', subject, event_id: eventId, ...fault }, 'not forwarded');
    return false;
  }
}
