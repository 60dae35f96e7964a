import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners, type Admin, type Producer } from 'kafkajs';
import { readEvents, type LoggedEvent } from '#event-log';
import type { Database } from '#storage';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { checkLog, type LogFaults, type Sent } from './check-log';

const PARTITIONS = 3;

/** Built recorders, records for them, and what their log has of these. Topics and group have names of their own. */
export class Recording {
  readonly tag = `rec-${randomUUID().slice(0, 8)}`;
  /** Acknowledged by the broker. */
  sent: Sent[] = [];
  readonly recorders: AppProcess[] = [];
  readonly #admin: Admin;
  readonly producer: Producer;

  private constructor(
    private readonly bootstrap: string,
    private readonly databaseUrl: string,
    /** Connections of the test to the same database. */
    readonly rows: Database,
  ) {
    const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
    const createPartitioner = Partitioners.DefaultPartitioner;
    this.#admin = kafka.admin();
    this.producer = kafka.producer({ createPartitioner, allowAutoTopicCreation: false });
  }

  static async open(bootstrap: string, databaseUrl: string, rows: Database): Promise<Recording> {
    const recording = new Recording(bootstrap, databaseUrl, rows);
    await Promise.all([recording.#admin.connect(), recording.producer.connect()]);
    return recording;
  }

  async close(): Promise<void> {
    await Promise.all(this.recorders.map((recorder) => recorder.kill()));
    await Promise.all([this.#admin.disconnect(), this.producer.disconnect()]);
  }

  /** One more recorder, of all topics of this recording. */
  start(env: Readonly<Record<string, string>> = {}): AppProcess {
    const recorder = AppProcess.start('recorder', {
      KAFKA_BOOTSTRAP_SERVERS: this.bootstrap,
      DATABASE_URL: this.databaseUrl,
      KAFKA_CONSUMER_GROUP: this.tag,
      KAFKA_SESSION_TIMEOUT_MS: '6000',
      RECORDER_TOPICS: `${this.tag}-*`,
      RECORDER_WITHOUT_TOPICS: `${this.tag}-*-secret`,
      ...env,
    });
    this.recorders.push(recorder);
    return recorder;
  }

  get running(): readonly AppProcess[] {
    return this.recorders.filter(({ exited }) => !exited);
  }

  async create(topic: string): Promise<void> {
    await this.#admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }], waitForLeaders: true });
  }

  /** Sends values as they are, to each partition in turn. */
  async send(topic: string, values: readonly (string | null)[]): Promise<void> {
    const messages = values.map((value, index) => ({
      key: `key-${index % 7}`,
      value,
      partition: index % PARTITIONS,
      headers: { n: String(index) },
    }));
    const results = await this.producer.send({ topic, messages });
    for (const { partition, baseOffset } of results) {
      const own = messages.filter((message) => message.partition === partition);
      own.forEach(({ key, value }, index) => {
        const offset = String(BigInt(baseOffset ?? '0') + BigInt(index));
        this.sent.push({ topic, partition, offset, key, value });
      });
    }
  }

  /** Events of this recording's topics. */
  async stored(): Promise<number> {
    const [row] = await this.rows.query<{ count: string }>(
      'SELECT count(*) FROM event_log JOIN event_sources ON id = source_id WHERE starts_with(topic, $1)',
      [this.tag],
    );
    return Number(row?.count);
  }

  /** Waits until so many more are stored than there were. */
  async more(count: number): Promise<void> {
    const { before } = await eventually('the log can be asked', async () => ({ before: await this.stored() }));
    await eventually(`${count} more are recorded`, async () => (await this.stored()) >= before + count, 60_000);
  }

  async allStored(): Promise<void> {
    await eventually('all is recorded', async () => (await this.stored()) >= this.sent.length, 90_000);
  }

  /** Waits until all that was sent is stored, and compares. */
  async check(): Promise<LogFaults> {
    await this.allStored();
    return checkLog(this.sent, await this.log());
  }

  log(): Promise<LoggedEvent[]> {
    return readEvents(this.rows.query, {}, 1_000_000);
  }
}
