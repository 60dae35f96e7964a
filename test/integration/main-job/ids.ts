import { randomInt, randomUUID } from 'node:crypto';
import { deadLetterTopic, requestTopic, responseTopic } from './requests';
import type { TestSystem } from './test-system';
import { json, type Seen } from './tap';

const STAMP = requestTopic('stamp', 'dotted');
const REPLIES = responseTopic('stamp', 'dotted');
const STAMPED = 'omninode.bridge.event.metadata_stamped.v1';

const digits = (): string => String(randomInt(10 ** 9, 10 ** 10));

/** What a sender gives as an id comes back as it was written, or is refused by name. */
export function describeIds(system: () => TestSystem): void {
  const send = (value: string): Promise<unknown> => system().tap.send({ topic: STAMP, key: randomUUID(), value });
  const asking = (ids: string): string => `{${ids},"payload":{"content":"ids","namespace":"a.b.ids"}}`;

  it.each([
    ['more digits than a double has', `123456789012345${digits()}`],
    ['more than a double can be', `1${digits()}e400`],
    ['a fraction of zeros', `${digits()}.000`],
    ['a negative zero', `-0.${digits()}e-400`],
  ])('echoes a number with %s as it is written, in body, key and header', async (_what, literal) => {
    await send(asking(`"correlation_id":${literal}`));
    const reply = await system().tap.first(REPLIES, literal);
    expect(json(reply)).toMatchObject({ correlation_id: literal });
    expect(reply.headers).toMatchObject({ correlation_id: literal });
  });

  it('echoes text of any characters in the header too', async () => {
    const id = ` é\u0000\n\u202e"😀 ${randomUUID()} `;
    await send(asking(`"correlation_id":${JSON.stringify(id)}`));
    const reply = await system().tap.first(REPLIES, id);
    expect([json(reply)['correlation_id'], reply.headers['correlation_id']]).toEqual([id, id]);
  });

  it('refuses an id that is too long by name, under the very id', async () => {
    const id = randomUUID() + 'x'.repeat(10_000);
    await send(asking(`"correlation_id":"${id}"`));
    const reply = await system().tap.first(REPLIES, id);
    expect(json(reply)).toMatchObject({
      correlation_id: id,
      error: { code: 'invalid_id', message: 'correlation_id has 10036 characters, at most 1024 are taken' },
    });
  });

  const events = (correlationId: string): readonly Seen[] => system().tap.keyed(STAMPED, correlationId);
  const replyIds = async (correlationId: string, count: number): Promise<readonly unknown[]> =>
    (await system().tap.all(REPLIES, correlationId, count)).map((reply) => json(reply)['event_id']);

  it.each([
    ['a NUL character', (): string => JSON.stringify(`a\u0000${randomUUID()}`)],
    ['characters of which 1,024 fill no index entry', (): string => JSON.stringify(randomUUID() + '€'.repeat(980))],
  ])('answers an event id with %s, and knows it again', async (_what, idOf) => {
    const [correlationId, id] = [randomUUID(), idOf()];
    const value = asking(`"correlation_id":"${correlationId}","event_id":${id}`);
    await send(value);
    const [first] = await replyIds(correlationId, 1);
    await system().tap.first(STAMPED, correlationId);
    await system().tap.send({ topic: STAMP, key: correlationId, value });
    await expect(replyIds(correlationId, 2)).resolves.toEqual([first, first]);
    // In order of their key: an event of the second would be there by now.
    await system().tap.send({ topic: STAMP, key: correlationId, value: value.replace('"event_id"', '"ignored"') });
    await replyIds(correlationId, 3);
    await system().tap.all(STAMPED, correlationId, 2);
    expect(events(correlationId)).toHaveLength(2);
    expect(system().tap.on(deadLetterTopic('stamp', 'dotted')).map(failed)).not.toContain(correlationId);
  });

  it('takes two event ids that are one double for two', async () => {
    const [correlationId, stem] = [randomUUID(), `9007199254740${digits()}`];
    for (const last of ['2', '3']) await send(asking(`"correlation_id":"${correlationId}","event_id":${stem}${last}`));
    expect(new Set(await replyIds(correlationId, 2)).size).toBe(2);
    const made = await system().tap.all(STAMPED, correlationId, 2);
    expect(new Set(made.map((event) => json(event)['causation_id']))).toEqual(new Set([`${stem}2`, `${stem}3`]));
  });
}

function failed(letter: Seen): unknown {
  return json(letter)['correlation_id'];
}
