import { randomUUID } from 'node:crypto';
import { topicCatalog } from '#contracts';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess, type AppName } from '../../support/app-process';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { commitFromOutside } from './group-offsets';
import { Tap } from './tap';

const TOPICS = topicCatalog().map(({ name }) => name);

/**
 * The built apps as processes, on one broker, with a database of their own and groups that begin where the topics end
 * now: on a shared broker what others have left behind is not answered again.
 */
export class TestSystem {
  readonly #apps = new Map<AppName, AppProcess>();
  readonly #started: AppProcess[] = [];

  private constructor(
    readonly bootstrap: string,
    readonly database: RandomDatabase,
    readonly tap: Tap,
    private readonly suffix: string,
  ) {}

  static async open(bootstrap: string): Promise<TestSystem> {
    await applyTopics(bootstrap, topicCatalog());
    const [database, tap] = await Promise.all([createRandomDatabase(), Tap.open(bootstrap, TOPICS)]);
    const system = new TestSystem(bootstrap, database, tap, randomUUID());
    const ends = await tap.ends(TOPICS);
    for (const name of ['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder'] as const) {
      await commitFromOutside(bootstrap, system.group(name), ends);
    }
    return system;
  }

  group(name: AppName): string {
    return `${name}-${this.suffix}`;
  }

  /** Starts it, anew where it ran before; `app(name)` is the process that started last. */
  start(name: AppName, env: Readonly<Record<string, string>> = {}): AppProcess {
    const app = AppProcess.start(name, { ...this.environment(name), ...env });
    this.#apps.set(name, app);
    this.#started.push(app);
    return app;
  }

  environment(name: AppName): Record<string, string> {
    return {
      KAFKA_BOOTSTRAP_SERVERS: this.bootstrap,
      DATABASE_URL: this.database.url,
      KAFKA_CONSUMER_GROUP: this.group(name),
      VALIDATION_WORKERS: '1',
    };
  }

  app(name: AppName): AppProcess {
    const app = this.#apps.get(name);
    if (app === undefined) throw new Error(`${name} was not started`);
    return app;
  }

  get apps(): readonly AppProcess[] {
    return [...this.#apps.values()];
  }

  async close(): Promise<void> {
    await Promise.all(this.#started.map((app) => app.kill()));
    await this.tap.close();
    await this.database.drop();
  }
}
