import { CompressionTypes } from 'kafkajs';
import { eventually } from '../support/eventually';
import { name, errorTypes, Received, Session } from './session';

const valuesOf = (received: readonly Received[]): string[] => received.map((one) => String(one.message.value));

export function describeRecords(session: () => Session): void {
  it.each([
    ['plain', CompressionTypes.None],
    ['gzip', CompressionTypes.GZIP],
  ])('keeps key, value, headers and timestamp of %s records', async (_name, compression) => {
    const topic = await session().topic();
    const producer = await session().producer();
    const timestamp = String(Date.now() - 5000);
    await producer.send({
      topic,
      compression,
      messages: [
        { key: 'key', value: 'välue', headers: { one: '1', two: Buffer.from([0, 255]) }, timestamp },
        { key: null, value: null, timestamp },
      ],
    });
    const { received } = await session().consume(topic);
    await eventually('both records come', () => received.length === 2);
    const [first, second] = received.map((one) => one.message);
    expect(first).toMatchObject({ key: Buffer.from('key'), value: Buffer.from('välue'), offset: '0', timestamp });
    expect(first!.headers).toEqual({ one: Buffer.from('1'), two: Buffer.from([0, 255]) });
    expect(second).toMatchObject({ key: null, value: null, offset: '1' });
  });

  it.each([-1, 0, 1])('takes records with acks %i', async (acks) => {
    const topic = await session().topic();
    const producer = await session().producer();
    await producer.send({ topic, acks, messages: [{ value: 'a' }, { value: 'b' }] });
    await eventually('both are kept', async () => (await session().admin.fetchTopicOffsets(topic))[0]!.high === '2');
  });

  it('numbers the records of each partition without gaps, in the order they were sent', async () => {
    const topic = await session().topic(3);
    const producer = await session().producer();
    for (let round = 0; round < 10; round++) {
      const messages = Array.from({ length: 9 }, (_, at) => ({ partition: at % 3, value: `${round}.${at}` }));
      await producer.send({ topic, messages });
    }
    const { received } = await session().consume(topic);
    await eventually('all records come', () => received.length === 90);
    for (const partition of [0, 1, 2]) {
      const mine = received.filter((one) => one.partition === partition);
      expect(mine.map((one) => Number(one.message.offset))).toEqual([...Array(30).keys()]);
      expect(valuesOf(mine)).toEqual([...valuesOf(mine)].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it('wakes a waiting consumer as soon as there is a record', async () => {
    const topic = await session().topic();
    const consumer = session().kafka.consumer({ groupId: name('group'), maxWaitTimeInMs: 3000, minBytes: 1 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const arrivals: number[] = [];
    await consumer.run({ eachMessage: async () => void arrivals.push(performance.now()) });
    const producer = await session().producer();
    await producer.send({ topic, messages: [{ value: 'warm' }] });
    await eventually('the first record comes', () => arrivals.length === 1);
    const sent = performance.now();
    await producer.send({ topic, messages: [{ value: 'now' }] });
    await eventually('the second record comes', () => arrivals.length === 2);
    expect(arrivals[1]! - sent).toBeLessThan(1000);
    await consumer.disconnect();
  });

  it('refuses a batch above max.message.bytes and goes on with the next', async () => {
    const topic = await session().topic();
    const producer = await session().producer();
    const send = (length: number): Promise<unknown> =>
      producer.send({ topic, messages: [{ value: Buffer.alloc(length, 'x') }] });
    await expect(errorTypes(send(1_048_588))).resolves.toEqual(['MESSAGE_TOO_LARGE']);
    await send(1_048_000);
    await expect(session().admin.fetchTopicOffsets(topic)).resolves.toMatchObject([{ high: '1' }]);
  });

  it('honours a max.message.bytes of the topic', async () => {
    const topic = await session().topic(1, { 'max.message.bytes': '1000' });
    const producer = await session().producer();
    const sending = producer.send({ topic, messages: [{ value: 'x'.repeat(1000) }] });
    await expect(errorTypes(sending)).resolves.toEqual(['MESSAGE_TOO_LARGE']);
  });

  it('serves idempotent producers', async () => {
    const topic = await session().topic();
    const producer = await session().producer({ idempotent: true, maxInFlightRequests: 1 });
    for (const value of ['a', 'b', 'c']) await producer.send({ topic, messages: [{ value }] });
    const { received } = await session().consume(topic);
    await eventually('all records come', () => received.length === 3);
    expect(valuesOf(received)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['plain', CompressionTypes.None],
    ['gzip', CompressionTypes.GZIP],
  ])('finds the first of %s records that is not older than a time', async (_name, compression) => {
    const topic = await session().topic();
    const producer = await session().producer();
    const base = Date.now() - 100_000;
    const messages = [0, 1000, 2000, 3000].map((ms) => ({ value: 'x', timestamp: String(base + ms) }));
    await producer.send({ topic, compression, messages: messages.slice(0, 3) });
    await producer.send({ topic, compression, messages: messages.slice(3) });
    const offsetAt = async (ms: number): Promise<string> => {
      return (await session().admin.fetchTopicOffsetsByTimestamp(topic, base + ms))[0]!.offset;
    };
    await expect(Promise.all([-1, 0, 1, 2000, 2001, 3001].map(offsetAt))).resolves.toEqual([
      '0',
      '0',
      '1',
      '2',
      '3',
      '4',
    ]);
  });

  it('deletes records up to an offset and starts readers behind them', async () => {
    const topic = await session().topic();
    const producer = await session().producer();
    await producer.send({ topic, messages: ['a', 'b', 'c', 'd'].map((value) => ({ value })) });
    // The client library learns the topic's leader only by asking something else first.
    await session().admin.fetchTopicOffsets(topic);
    await session().admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] });
    await expect(session().admin.fetchTopicOffsets(topic)).resolves.toMatchObject([{ low: '2', high: '4' }]);
    const { received } = await session().consume(topic);
    await eventually('both records come', () => received.length === 2);
    expect(valuesOf(received)).toEqual(['c', 'd']);
  });
}
