import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { LogBehindError, sealEvents, type NewEvent } from '#event-log';
import { WorkerPersonalData } from '#jobs';
import { classifyDatabaseError } from '#storage';
import { WorkerRuntime } from '#worker';
import { AppendQueue } from './append-queue';
import { LogFollower } from './log-follower';
import { RecorderStorage } from './recorder-storage';
import { withoutMetadata } from './without-metadata';

/** Takes events into the log, wherever they came from. */
@Injectable()
export class Recording {
  readonly #events: Counter;
  readonly #queue: AppendQueue;

  constructor(
    storage: RecorderStorage,
    personal: WorkerPersonalData,
    private readonly runtime: WorkerRuntime,
    private readonly follower: LogFollower,
  ) {
    this.#events = new Counter({
      name: 'omninode_events_recorded_total',
      help: 'Events taken into the event log; known: they were in it',
      labelNames: ['outcome'],
      registers: [runtime.metrics.registry],
    });
    for (const outcome of ['added', 'known', 'refused']) this.#events.inc({ outcome }, 0);
    this.#queue = new AppendQueue(
      storage,
      (events) => sealEvents(personal, events, runtime.origin.now),
      ({ added, known }) => {
        this.#events.inc({ outcome: 'added' }, added);
        this.#events.inc({ outcome: 'known' }, known);
      },
    );
  }

  /** Resolves when the event is in the log, or never will be; rejects while that cannot be known. */
  async record(event: NewEvent): Promise<void> {
    const refusal = await this.#refusalOf(event);
    if (refusal === null) return this.follower.appended(event.topic);
    this.#report(event, refusal, 'an event is recorded without its metadata');
    const again = await this.#refusalOf(withoutMetadata(event, refusal));
    if (again === null) return;
    this.#events.inc({ outcome: 'refused' });
    this.#report(event, again, 'an event cannot be recorded');
  }

  /** Why the database will never take the event; `null` where it has. */
  async #refusalOf(event: NewEvent): Promise<Error | null> {
    try {
      await this.#queue.append(event);
      return null;
    } catch (error) {
      if (error instanceof LogBehindError) this.#endProcess(error);
      if (!(error instanceof Error) || classifyDatabaseError(error) !== 'permanent') throw error;
      return error;
    }
  }

  /** Whoever starts next asks the log how far it is, and reads from there. Nothing is written until then. */
  #endProcess(error: LogBehindError): never {
    const { code } = error;
    this.runtime.logger.fatal({ error, code }, 'the event log has lost what was recorded; a restart reads it again');
    process.exit(1);
  }

  #report({ topic, partition, offset }: NewEvent, error: Error, message: string): void {
    this.runtime.logger.error({ topic, partition, offset: String(offset), error }, message);
  }
}
