import { randomBytes, randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { encodeHeaders, type ExactRecord } from '#contracts';
import { KafkaConnection } from '#event-bus';
import { eventually } from '../../support/eventually';

const quiet = (): void => undefined;
const bootstrap = process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];

// The local broker has no transactions.
(bootstrap === undefined ? describe.skip : describe)('a sequence that is sent exactly once', () => {
  const topic = `sequence-${randomUUID()}`;
  const id = `work-${randomUUID()}`;
  const connection = new KafkaConnection({ brokers: [bootstrap ?? ''], clientId: 'sequence' }, { debug: quiet });
  const open = () => connection.openExactlyOnce({ id, progressTopic: topic });
  const rawHeaders = encodeHeaders([]);
  const record = (value: string): ExactRecord => ({
    topic,
    key: Buffer.from('one'),
    value: Buffer.from(value),
    rawHeaders,
  });
  const at = (position: number | bigint) => ({ position: BigInt(position), note: `at ${position}` });
  const seen: string[] = [];
  let consumer: Consumer;

  beforeAll(async () => {
    await connection.administration.createTopics([{ name: topic, partitions: 3, config: {} }]);
    consumer = new Kafka({ brokers: [bootstrap ?? ''], logLevel: logLevel.NOTHING }).consumer({
      groupId: randomUUID(),
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
  });
  afterAll(() => consumer.disconnect());

  it('goes on where the last complete step ended, and who had it before can send no more', async () => {
    const first = await open();
    expect(first.mark).toBeNull();
    let told: unknown;
    await first.send([record('1'), record('2')], (sentTo) => {
      told = sentTo;
      return at(2);
    });
    const [{ partition }] = told as [{ partition: number }];
    expect(told).toEqual([
      { partition, offset: '0' },
      { partition, offset: '1' },
    ]);
    const second = await open();
    expect(second.mark).toEqual(at(2));
    await expect(first.send([record('3 too much')], () => at(3))).rejects.toThrow(/fenced|epoch/i);
    await second.send([record('3')], () => at(3));
    await second.send([], () => at(2n ** 62n));
    await Promise.all([first.close(), second.close()]);
    const third = await open();
    expect(third.mark).toEqual(at(2n ** 62n));
    await third.send([record('end')], () => at(2n ** 62n + 1n));
    await eventually('all of it is read', () => seen.includes('end'));
    expect(seen).toEqual(['1', '2', '3', 'end']);
    await third.close();
    await third.forget();
    const again = await open();
    expect(again.mark).toBeNull();
    await again.close();
  });

  it('takes steps of nothing as fast as they come, and steps of more than a batch may have', async () => {
    const work = `work-${randomUUID()}`;
    const sender = await connection.openExactlyOnce({ id: work, progressTopic: topic });
    for (let sent = 1; sent <= 20; sent += 1) await sender.send([], () => at(sent));
    const large = ['a', 'b', 'c'].map((letter) => record(randomBytes(450_000).toString('base64') + letter));
    await sender.send(large, () => at(23));
    await sender.close();
    await eventually('all of it is read', () => seen.at(-1)?.endsWith('c'));
    expect(seen.slice(-3)).toEqual(large.map(({ value }) => String(value)));
    const next = await connection.openExactlyOnce({ id: work, progressTopic: topic });
    expect(next.mark).toEqual(at(23));
    await next.close();
  });
});
