import { randomUUID } from 'node:crypto';
import { parseJsonObject, routeOf, topicCatalog } from '#contracts';
import { applyTopics, KafkaConnection, type Batch } from '#event-bus';
import { processHoldings } from '../../../tools/local-stack/src/proc';
import { AppProcess } from '../../support/app-process';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { commitFromOutside } from './group-offsets';
import { findPython, runScript } from './python';

const quiet = (): void => undefined;
const found = findPython();
const python = 'python' in found ? found.python : null;
const { request, response } = routeOf('stamp', 'dotted');

/** The most memory the process ever had, in MiB. */
function peakOf(pid: number): number {
  return (processHoldings(pid)?.peakKb ?? Number.NaN) / 1024;
}

/** The correlation ids that are answered. */
async function listen(connection: KafkaConnection) {
  const answered = new Set<string>();
  const onBatch = async ({ pieces }: Batch): Promise<bigint | null> => {
    let next: bigint | null = null;
    for await (const piece of pieces) {
      for (const record of piece.records) {
        const parsed = parseJsonObject(record.value);
        if (parsed.ok) answered.add(String(parsed.value['correlation_id']));
      }
      ({ next } = piece);
    }
    return next;
  };
  const events = {
    onBatch,
    onCrash: quiet,
  };
  const options = { groupId: randomUUID(), topics: [response], fromBeginning: true, sessionTimeoutMs: 10_000 };
  const subscription = await connection.subscribe(options, events);
  return { answered, stop: () => subscription.stop() };
}

const withPython = python === null ? describe.skip : describe;

onEveryBroker(({ name, bootstrap }) => {
  // The local broker's topics take one megabyte.
  (name === 'kafka' ? withPython : describe.skip)('200 MB in one batch', () => {
    let connection: KafkaConnection;
    let database: RandomDatabase;
    let listener: Awaited<ReturnType<typeof listen>>;
    let app: AppProcess;

    beforeAll(async () => {
      connection = new KafkaConnection({ brokers: [bootstrap()], clientId: 'bomb' }, { debug: quiet });
      await applyTopics(connection, topicCatalog());
      database = await createRandomDatabase();
      listener = await listen(connection);
    });

    afterEach(() => app.kill());

    afterAll(async () => {
      await listener.stop();
      await database.drop();
    });

    /** A batch of so many records of 1 MB, and the environment of a group that begins with them. */
    const publish = async (topic: string, codec: string, count: number) => {
      const [run, group] = [randomUUID(), randomUUID()];
      await commitFromOutside(
        bootstrap(),
        group,
        await connection.administration.ends(topicCatalog().map(({ name }) => name)),
      );
      const prefix = `{"correlation_id":"${run}-{n}","payload":{"content":"`;
      const args = [bootstrap(), topic, 'batch', codec, String(count), '1000000', prefix, '"}}'];
      await runScript(python ?? '', 'foreign_producer.py', args);
      const environment = {
        KAFKA_BOOTSTRAP_SERVERS: bootstrap(),
        DATABASE_URL: database.url,
        KAFKA_CONSUMER_GROUP: group,
      };
      return { run, environment };
    };

    // Snappy makes twenty to one at best, and the topic takes one megabyte.
    it.each([
      ['gzip', 200],
      ['lz4', 200],
      ['zstd', 200],
      ['snappy', 15],
    ] as const)('are all answered by a bridge of 256 MB (%s)', async (codec, count) => {
      const { run, environment } = await publish(request, codec, count);
      app = AppProcess.start('bridge', environment);
      const answers = () => [...listener.answered].filter((id) => id.startsWith(run)).length;
      await eventually('all are answered', () => answers() === count, 180_000);
      expect(peakOf(app.pid)).toBeLessThan(256);
    });

    it.each([
      ['gzip', 200],
      ['zstd', 200],
    ] as const)('are all collected by a monitor of 256 MB (%s)', async (codec, count) => {
      const { run, environment } = await publish(`${request}.dlq`, codec, count);
      const rows = database.open();
      app = AppProcess.start('dlq-monitor', environment);
      const collected = async (): Promise<number> => {
        const [found] = await rows
          .query<{ count: string }>('SELECT count(*) FROM dead_letters WHERE correlation_id LIKE $1', [`${run}%`])
          .catch(() => []);
        return Number(found?.count);
      };
      await eventually('all are stored', async () => (await collected()) === count, 180_000);
      expect(peakOf(app.pid)).toBeLessThan(256);
    });
  });
});
