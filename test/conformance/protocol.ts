import { ERROR } from '../../tools/local-broker/src/apis';
import { batchOf } from '../../tools/local-broker/src/batch.fixture';
import { deleteRecords, fetch, initProducer, produce } from './raw-client';
import { name, Session } from './session';

export function describeProtocol(session: () => Session): void {
  it('answers a repeated sequence of an idempotent producer with the first offset and stores it once', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const { producerId } = await initProducer(client);
    const send = (baseSequence: number): Promise<{ error: number; offset: number }> =>
      produce(client, { topic }, batchOf({ values: ['a', 'b'], producerId, producerEpoch: 0, baseSequence }));
    await expect(send(0)).resolves.toEqual({ error: 0, offset: 0 });
    await expect(send(2)).resolves.toEqual({ error: 0, offset: 2 });
    await expect(send(0)).resolves.toEqual({ error: 0, offset: 0 });
    await expect(send(2)).resolves.toEqual({ error: 0, offset: 2 });
    await expect(send(5)).resolves.toMatchObject({ error: ERROR.OUT_OF_ORDER_SEQUENCE });
    await expect(send(4)).resolves.toEqual({ error: 0, offset: 4 });
  });

  it('fences an older epoch of a producer, and starts a newer one at sequence 0', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const { producerId } = await initProducer(client);
    const send = async (producerEpoch: number, baseSequence: number): Promise<number> =>
      (await produce(client, { topic }, batchOf({ producerId, producerEpoch, baseSequence }))).error;
    await expect(send(0, 0)).resolves.toBe(0);
    await expect(send(1, 1)).resolves.toBe(ERROR.OUT_OF_ORDER_SEQUENCE);
    await expect(send(1, 0)).resolves.toBe(0);
    await expect(send(0, 1)).resolves.toBe(ERROR.INVALID_PRODUCER_EPOCH);
  });

  it('gives every producer its own id', async () => {
    const client = await session().raw();
    const [one, other] = [await initProducer(client), await initProducer(client)];
    expect(one.producerId).not.toBe(other.producerId);
  });

  it('accepts a producer it has forgotten at any sequence', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const { producerId } = await initProducer(client);
    const batch = batchOf({ producerId, producerEpoch: 0, baseSequence: 17 });
    await expect(produce(client, { topic }, batch)).resolves.toEqual({ error: 0, offset: 0 });
  });

  it('remembers the last five batches of a producer', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const { producerId } = await initProducer(client);
    const send = (baseSequence: number): Promise<{ error: number; offset: number }> =>
      produce(client, { topic }, batchOf({ producerId, producerEpoch: 0, baseSequence }));
    for (let sequence = 0; sequence < 6; sequence++) await send(sequence);
    await expect(send(1)).resolves.toEqual({ error: 0, offset: 1 });
    await expect(send(0)).resolves.toMatchObject({ error: ERROR.OUT_OF_ORDER_SEQUENCE });
  });

  it('refuses to store into a topic or partition that does not exist', async () => {
    const client = await session().raw();
    const topic = await session().topic();
    const unknown = { error: ERROR.UNKNOWN_TOPIC_OR_PARTITION };
    await expect(produce(client, { topic: name('topic') }, batchOf())).resolves.toMatchObject(unknown);
    await expect(produce(client, { topic, partition: 1 }, batchOf())).resolves.toMatchObject(unknown);
    await expect(fetch(client, { topic: name('topic'), offset: 0 })).resolves.toMatchObject(unknown);
    await expect(fetch(client, { topic, partition: 1, offset: 0 })).resolves.toMatchObject(unknown);
  });

  it('refuses a batch whose bytes were damaged on the way', async () => {
    const client = await session().raw();
    const topic = await session().topic();
    const batch = batchOf();
    batch[batch.length - 1]! ^= 1;
    await expect(produce(client, { topic }, batch)).resolves.toMatchObject({ error: ERROR.CORRUPT_MESSAGE });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no batch', Buffer.from('hello')],
    ['two batches', Buffer.concat([batchOf(), batchOf()])],
  ])('refuses a produce request with %s in it', async (_what, records) => {
    const client = await session().raw();
    const topic = await session().topic();
    await expect(produce(client, { topic }, records)).resolves.toMatchObject({ error: expect.any(Number), offset: -1 });
  });

  it('tells a producer that wants no answer of an error by hanging up', async () => {
    const client = await session().raw();
    await expect(produce(client, { topic: name('topic'), acks: 0 }, batchOf())).rejects.toThrow(
      'closed the connection',
    );
  });

  it('refuses timestamps more than an hour ahead', async () => {
    const client = await session().raw();
    const topic = await session().topic();
    const batch = batchOf({ timestamps: [Date.now() + 3_660_000] });
    await expect(produce(client, { topic }, batch)).resolves.toMatchObject({ error: ERROR.INVALID_TIMESTAMP });
  });

  it('answers a fetch outside the log with OFFSET_OUT_OF_RANGE at once', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    await produce(client, { topic }, batchOf({ values: ['a', 'b', 'c'] }));
    await expect(deleteRecords(client, topic, 2)).resolves.toEqual({ error: 0, lowWatermark: 2 });
    const at = async (offset: number): Promise<number> =>
      (await fetch(client, { topic, offset }, { maxWaitMs: 30_000, minBytes: 1 })).error;
    await expect(at(1)).resolves.toBe(ERROR.OFFSET_OUT_OF_RANGE);
    await expect(at(4)).resolves.toBe(ERROR.OFFSET_OUT_OF_RANGE);
    await expect(at(2)).resolves.toBe(0);
  });

  it('deletes records only within the log, and all of them when asked for offset -1', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    await produce(client, { topic }, batchOf({ values: ['a', 'b', 'c'] }));
    await expect(deleteRecords(client, topic, 4)).resolves.toMatchObject({ error: ERROR.OFFSET_OUT_OF_RANGE });
    await expect(deleteRecords(client, topic, 2)).resolves.toEqual({ error: 0, lowWatermark: 2 });
    await expect(deleteRecords(client, topic, 1)).resolves.toEqual({ error: 0, lowWatermark: 2 });
    await expect(deleteRecords(client, topic, -1)).resolves.toEqual({ error: 0, lowWatermark: 3 });
    await expect(deleteRecords(client, name('topic'), 0)).resolves.toMatchObject({
      error: ERROR.UNKNOWN_TOPIC_OR_PARTITION,
    });
  });

  it('holds a fetch back until maxWait when there is less than minBytes', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    await produce(client, { topic }, batchOf());
    const begun = performance.now();
    const found = await fetch(client, { topic, offset: 0 }, { maxWaitMs: 300, minBytes: 100_000 });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(290);
    expect(found.records.length).toBeGreaterThan(0);
  });

  it('answers a fetch as soon as minBytes have come together', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const batch = batchOf({ values: ['x'.repeat(1000)] });
    const waiting = fetch(client, { topic, offset: 0 }, { maxWaitMs: 30_000, minBytes: 2 * batch.length });
    const producer = await session().raw();
    await produce(producer, { topic }, batch);
    await produce(producer, { topic }, batch);
    expect((await waiting).records).toHaveLength(2 * batch.length);
  });

  it('returns a first batch that is larger than the reader asked for, and only that', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const batch = batchOf({ values: ['x'.repeat(1000)] });
    await produce(client, { topic }, batch);
    await produce(client, { topic }, batch);
    const found = await fetch(client, { topic, offset: 0 }, { maxBytes: 10 });
    expect(found).toMatchObject({ error: 0, endOffset: 2 });
    expect(found.records).toHaveLength(batch.length);
  });

  it('answers an ApiVersions it does not know in the oldest form with UNSUPPORTED_VERSION', async () => {
    const client = await session().raw();
    // Unknown versions carry the newest header, which ends with its empty list of tagged fields.
    const response = await client.request('ApiVersions', 99, (request) => request.int8(0));
    expect(response.int16()).toBe(ERROR.UNSUPPORTED_VERSION);
    const keys = response.array(() => [response.int16(), response.int16(), response.int16()][0]);
    expect(keys).toContain(18);
  });

  it.each([
    ['garbage', (size: number) => [Buffer.alloc(size, 0xfe), size] as const],
    ['a request cut short', () => [Buffer.from([0, 3, 0, 1]), 4] as const],
    ['an announcement of two gigabytes', () => [Buffer.alloc(0), 2 ** 31 - 1] as const],
    ['a negative size', () => [Buffer.alloc(0), -5] as const],
  ])('hangs up on %s and serves everyone else', async (_what, make) => {
    const [stranger, neighbour] = [await session().raw(), await session().raw()];
    const [frame, announced] = make(64);
    stranger.sendFrame(frame, announced);
    await stranger.hungUp();
    await expect(initProducer(neighbour)).resolves.toMatchObject({ error: 0 });
  });
}
