import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { AUDIT_CHECKPOINT_TOPIC, encodeServiceEvent, type JsonObject } from '#contracts';
import { ChainBrokenError, signChain, writeCheckpoint, type Checkpoint } from '#event-log';
import { WorkerOutbox } from '#jobs';
import { Signer } from '#signing';
import { enqueue, type Query } from '#storage';
import { WorkerRuntime } from '#worker';
import { appendLine } from './checkpoint-file';
import { recorderConfig, type RecorderConfig } from './config';
import { RecorderStorage } from './recorder-storage';

const BETWEEN_LOOKS_MS = 2_000;

/** A stop allows 10 s, most of which is for records in flight. */
const LAST_MS = 1_000;

type Signing = Parameters<typeof signChain>[1];

/** Signs the audit chain when it is due, and takes what was signed out of the database. */
@Injectable()
export class AuditCheckpoints implements BeforeApplicationShutdown {
  readonly #stopped = new AbortController();
  readonly #signed: Gauge;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly storage: RecorderStorage,
    private readonly outbox: WorkerOutbox,
    private readonly runtime: WorkerRuntime,
    @Inject(recorderConfig.KEY) private readonly config: RecorderConfig,
  ) {
    this.#signed = new Gauge({
      name: 'omninode_audit_entries_signed',
      help: 'Entries of the audit chain up to the last checkpoint that this process signed',
      registers: [runtime.metrics.registry],
    });
  }

  start(): void {
    const { signingKey, checkpointFile, checkpointEntries, checkpointMs } = this.config.audit;
    const { logger } = this.runtime;
    if (signingKey === undefined) {
      logger.warn({}, 'the audit chain is not signed: AUDIT_SIGNING_KEY_FILE is not set');
      return;
    }
    if (checkpointFile === undefined) {
      logger.warn({}, 'audit checkpoints leave the database with log and topic only: AUDIT_CHECKPOINT_FILE is not set');
    }
    const signing = {
      signer: new Signer(signingKey),
      due: { entries: checkpointEntries, milliseconds: checkpointMs },
      publish: (checkpoint: Checkpoint, query: Query) => this.#publish(checkpoint, checkpointFile, query),
    };
    this.#running = this.#run(signing);
    this.storage.beforeClosing(() => this.#signLast(signing));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  /** Whatever came since the last checkpoint: until the next start nobody would sign it. */
  async #signLast(signing: Signing): Promise<void> {
    const last = this.#look({ ...signing, due: { entries: 1, milliseconds: 0 } });
    await Promise.race([last, pause(LAST_MS, undefined, { ref: false })]);
  }

  async #run(signing: Signing): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#look(signing);
      await pause(BETWEEN_LOOKS_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(signing: Signing): Promise<void> {
    try {
      const checkpoint = await signChain(this.storage, signing);
      if (checkpoint === null) return;
      this.#signed.set(Number(checkpoint.size));
      this.outbox.wake();
    } catch (error) {
      if (error instanceof ChainBrokenError) {
        this.runtime.logger.error({ error, code: error.code }, 'the audit chain was tampered with; it is not signed');
      } else this.runtime.logger.warn({ error }, 'the audit chain could not be signed');
    }
  }

  /** The log is a place outside the database, too; the topic has it when the outbox was published. */
  async #publish(checkpoint: Checkpoint, file: string | undefined, query: Query): Promise<void> {
    const text = writeCheckpoint(checkpoint);
    if (file !== undefined) await appendLine(file, text);
    this.runtime.logger.info({ checkpoint: text }, 'audit checkpoint signed');
    // Systems that share a broker have keys of their own; one must not compact the other's checkpoint away.
    const chain = `audit ${checkpoint.keyId}`;
    const payload = { chain, ...(JSON.parse(text) as JsonObject) };
    const record = encodeServiceEvent(AUDIT_CHECKPOINT_TOPIC, payload, this.runtime.origin);
    await enqueue(query, [{ ...record, key: chain }]);
  }
}
