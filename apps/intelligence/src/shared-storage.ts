import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { intelligenceConfig, type IntelligenceConfig } from './config';
import { LEARNED_NODES } from './learning/learned-nodes-module';
import { CANCELLED_SESSIONS } from './sessions/cancelled-sessions-module';

/** What the service keeps in PostgreSQL. */
export const INTELLIGENCE_MODULES = [LEARNED_NODES, CANCELLED_SESSIONS];

/** As long as requests wait on their topics. */
const SESSION_DAYS = 7;

const TIMEOUT_MS = 10_000;

/** What all workers know together, where there is a database. */
@Injectable()
export class SharedStorage implements OnApplicationShutdown {
  readonly storage: Storage | null;
  readonly #runtime: WorkerRuntime;

  constructor(@Inject(intelligenceConfig.KEY) { database }: IntelligenceConfig, runtime: WorkerRuntime) {
    this.#runtime = runtime;
    this.storage =
      database &&
      new Storage({
        ...runtime.databaseOptions(database.url, 'optional'),
        modules: INTELLIGENCE_MODULES,
        retention: runtime.retention({ cancelled_sessions: SESSION_DAYS }),
      });
  }

  /**
   * Makes the tables, then has `recall` read them. A database that is away costs what is in it, and no answer: the tables
   * are tried again at the next start.
   */
  async prepare(signal: AbortSignal, recall: () => Promise<void>): Promise<void> {
    const waiting = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      await this.storage?.prepare(waiting, (error) => this.#runtime.waitsFor('the database', error));
      if (!waiting.aborted) await recall();
    } catch (error) {
      this.#runtime.logger.warn({ error }, 'learned nodes cannot be loaded; starting without them');
    }
  }

  /** After the bus has drained. */
  async onApplicationShutdown(): Promise<void> {
    await this.storage?.close();
  }
}
