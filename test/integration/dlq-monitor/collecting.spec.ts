import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners, type Admin, type IHeaders, type Producer } from 'kafkajs';
import { decodeHeaders } from '#contracts';
import { listDeadLetters, type StoredDeadLetter } from '#dead-letters';
import type { Database } from '#storage';
import { AppProcess } from '../../support/app-process';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';

jest.setTimeout(120_000);

const SPRING = {
  'kafka_dlt-original-topic': ['orders.v1', 'orders.v1-retry'],
  'kafka_dlt-original-partition': Buffer.from([0, 0, 0, 4]),
  'kafka_dlt-original-offset': Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]),
  'kafka_dlt-exception-fqcn': 'a.Wrapper',
  'kafka_dlt-exception-cause-fqcn': 'a.Cause',
  'kafka_dlt-exception-stacktrace': 'a.Cause: no\n\tat a.Orders.take(Orders.java:7)',
};

/** The built monitor, with topics that only patterns find. */
onOneBroker(({ bootstrap }) => {
  const tag = `dlt-${randomUUID().slice(0, 8)}`;
  let database: RandomDatabase;
  let rows: Database;
  let admin: Admin;
  let producer: Producer;
  let monitor: AppProcess;

  beforeAll(async () => {
    const kafka = new Kafka({ brokers: [bootstrap()], logLevel: logLevel.NOTHING });
    admin = kafka.admin();
    producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false });
    database = await createRandomDatabase();
    rows = database.open();
    await Promise.all([admin.connect(), producer.connect()]);
    monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: bootstrap(),
      KAFKA_CONSUMER_GROUP: tag,
      KAFKA_AUTO_OFFSET_RESET: 'latest',
      DATABASE_URL: database.url,
      DLQ_TOPIC_PATTERNS: `${tag}-*`,
      DLQ_WITHOUT_TOPICS: `${tag}-*-left`,
    });
    await create(`${tag}-first-dlt`);
    await monitor.ready();
  }, 120_000);
  afterAll(async () => {
    await monitor.kill();
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    await database.drop();
  });

  const create = async (topic: string): Promise<void> => {
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: false });
  };
  const send = async (topic: string, value: string | null, headers: IHeaders = {}): Promise<void> => {
    await eventually('it is sent', () =>
      producer.send({ topic, messages: [{ key: 'k', value, headers, partition: 0 }] }).then(() => true),
    );
  };
  const stored = (topic: string, count: number): Promise<readonly StoredDeadLetter[]> =>
    eventually(
      `${count} of ${topic} are stored`,
      async () => {
        const found = await listDeadLetters(rows.query, { topic, limit: 10 });
        return found.length === count && found.toReversed();
      },
      60_000,
    );

  it('collects a topic that is created while it runs from its first record, exactly', async () => {
    const topic = `${tag}-second-dlt`;
    await create(topic);
    await send(topic, 'first', { own: ['1', '2'], ...SPRING });
    await send(topic, null, SPRING);
    const [first, second] = await stored(topic, 2);
    expect(first).toMatchObject({
      shape: 'spring-kafka',
      original_topic: 'orders.v1',
      original_partition: 4,
      original_offset: '4294967296',
      original_key: Buffer.from('k'),
      original_value: Buffer.from('first'),
      exact: true,
      error_type: 'a.Cause',
      error_stack: 'a.Cause: no\n\tat a.Orders.take(Orders.java:7)',
    });
    const headers = decodeHeaders(first!.original_raw_headers!).map((header) => header.map(String));
    expect(headers).toEqual([
      ['own', '1'],
      ['own', '2'],
    ]);
    expect(second).toMatchObject({ original_value: null, exact: true, dlq_offset: '1' });
  });

  it('goes on when a topic is deleted, and leaves alone what it is told to', async () => {
    const [third, left] = [`${tag}-third-dlt`, `${tag}-it-left`];
    await admin.deleteTopics({ topics: [`${tag}-first-dlt`] });
    await create(left);
    await create(third);
    await send(left, 'left');
    await send(third, 'x');
    expect((await stored(third, 1))[0]).toMatchObject({ shape: 'unknown', original_topic: null, exact: false });
    await stored(left, 0);
  });

  it('never dead-letters a dead letter', async () => {
    const topic = `${tag}-second-dlt`;
    await rows.query(`ALTER TABLE dead_letters ADD CONSTRAINT refused CHECK (error_code <> 'poison')`);
    await send(topic, '{"original_topic":"x","error_message":"y","error_code":"poison"}');
    await send(topic, 'behind it');
    const [, , bounded, behind] = await stored(topic, 4);
    expect(new Set([bounded?.shape, behind?.shape])).toEqual(new Set(['unknown', 'unstorable']));
    const topics = await admin.listTopics();
    expect(topics.filter((name) => name.startsWith(topic))).toEqual([topic]);
  });
});
