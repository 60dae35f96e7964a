import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Middleware } from '#event-bus';
import type { HealthCheck } from '#operations';
import { Forwarding, OutboxFullError, type ServedCall, type StreamMessage } from '#nats';
import { WorkerConfig } from './worker-options';
import { WorkerRuntime } from './worker-runtime';

/** What every worker tells NATS, and may read of it, where there is one; without `NATS_URL` nothing. */
@Injectable()
export class WorkerForwarding implements OnApplicationShutdown {
  readonly middleware: readonly Middleware[];
  readonly checks: readonly HealthCheck[];
  readonly #forwarding: Forwarding | null;

  constructor({ nats }: WorkerConfig, runtime: WorkerRuntime) {
    const forwarding = nats && new Forwarding(nats, runtime);
    this.#forwarding = forwarding;
    this.middleware = forwarding ? [forwarding.middleware] : [];
    // Never a reason to restart: what waits for NATS waits in this process.
    this.checks = forwarding ? [{ name: 'nats', kinds: ['ready'], check: () => forwarding.health() }] : [];
  }

  /** Whether an error of the bus means that no more messages can be kept for NATS. */
  isOutage(error: unknown): boolean {
    return error instanceof OutboxFullError;
  }

  /** Throws while no more messages can be kept. */
  assertRoom(): void {
    this.#forwarding?.assertRoom();
  }

  /** Connects in the background and begins to alert; the checks are those of the work, without NATS itself. */
  start(checks: readonly HealthCheck[]): void {
    this.#forwarding?.start(async () => {
      for (const one of checks) {
        const state = one.kinds.includes('ready') ? await one.check() : null;
        if (state?.status === 'down') return state;
      }
      return { status: 'up' };
    });
  }

  meter(call: ServedCall): void {
    this.#forwarding?.meter(call);
  }

  /** As `Forwarding.follow`. */
  follow(
    families: readonly string[],
    durable: string,
    handle: (messages: readonly StreamMessage[]) => Promise<void>,
  ): void {
    this.#forwarding?.follow(families, durable, handle);
  }

  stopWatching(): void {
    this.#forwarding?.stopWatching();
  }

  /** Reading ends before the database is closed. */
  stopFollowing(): Promise<void> {
    return this.#forwarding?.stopFollowing() ?? Promise.resolve();
  }

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.#forwarding?.close();
  }
}
