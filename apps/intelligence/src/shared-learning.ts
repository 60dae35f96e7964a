import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { Learning } from '#code-intelligence';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { learnedNodes } from './learning/learned-nodes';
import { LEARNED_NODES } from './learning/learned-nodes-module';

/** What the service keeps in PostgreSQL. */
export const INTELLIGENCE_MODULES = [LEARNED_NODES];

const TIMEOUT_MS = 10_000;

/** What is learned, shared with all workers where there is a database. */
@Injectable()
export class SharedLearning extends Learning implements OnApplicationShutdown {
  readonly #storage: Storage | null;
  readonly #runtime: WorkerRuntime;

  constructor(@Inject(intelligenceConfig.KEY) { database }: IntelligenceConfig, runtime: WorkerRuntime) {
    const { logger, origin } = runtime;
    const storage =
      database &&
      new Storage({
        ...runtime.databaseOptions(database.url),
        modules: INTELLIGENCE_MODULES,
        retention: runtime.retention({}),
      });
    super({
      memory: storage && learnedNodes(storage.query),
      now: origin.now,
      onError: (error) => logger.warn({ error }, 'learned nodes are not shared'),
    });
    this.#storage = storage;
    this.#runtime = runtime;
  }

  /** What was learned before. A database that is away costs that, and no answer: the tables are tried again at the next start. */
  async prepare(signal: AbortSignal): Promise<void> {
    const waiting = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      await this.#storage?.prepare(waiting, (error) => this.#runtime.waitsFor('the database', error));
      if (!waiting.aborted) await this.recall();
    } catch (error) {
      this.#runtime.logger.warn({ error }, 'learned nodes cannot be loaded; starting without them');
    }
  }

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.#storage?.close();
  }
}
