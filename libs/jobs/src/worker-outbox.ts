import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { OutboundRecord } from '#contracts';
import { Bus } from '#event-bus';
import { enqueue, OutboxRelay, Storage, type Query } from '#storage';
import { WorkerRuntime } from '#worker';
import { outboxInstruments } from './outbox-instruments';

/** Publishes the messages that the worker stored in the transactions that changed its rows. */
@Injectable()
export class WorkerOutbox extends OutboxRelay implements BeforeApplicationShutdown {
  constructor(
    private readonly storage: Storage,
    bus: Bus,
    { logger, metrics }: WorkerRuntime,
  ) {
    const instruments = outboxInstruments(metrics);
    super(storage, {
      publish: (records) => bus.publisher.records(records),
      onLook: (waiting) => instruments.looked(waiting),
      onFailed: (error) => logger.warn({ error }, 'the outbox could not be published'),
    });
  }

  /**
   * Runs `work` in a transaction; the records it answers besides its result are published when that is committed. Each
   * statement may take `statementTimeoutMs`.
   */
  async publishing<Result>(
    work: (query: Query) => Promise<readonly [Result, readonly OutboundRecord[]]>,
    statementTimeoutMs?: number,
  ): Promise<Result> {
    const result = await this.storage.transaction(async (query) => {
      const [value, records] = await work(query);
      await enqueue(query, records);
      return value;
    }, statementTimeoutMs);
    this.wake();
    return result;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
