import { frame, type InboundRecord, type Message } from '#contracts';
import { readEvent } from './read-event';

const TEXT = '{"correlation_id":"c-1","metadata":{"user_id":"ada"},"payload":{}}';

/** What is read of a record whose value says that, whatever its bytes. */
function eventOf(value: Buffer) {
  const record: InboundRecord = { topic: 't', partition: 0, offset: '0', timestamp: 0, key: null, value, headers: {} };
  const message: Message = {
    record,
    json: { ok: true, value: JSON.parse(TEXT) as Record<string, unknown>, text: TEXT },
  };
  return readEvent(message);
}

describe('a record as an event', () => {
  it('has the JSON that a framed value stands for beside its bytes, so that people in it are found', () => {
    const framed = frame(7, Buffer.from([2, 4]));
    const { value, said, correlationId } = eventOf(framed);
    expect([value, said?.toString(), correlationId]).toEqual([framed, TEXT, 'c-1']);
  });

  it('has none beside a value that says it itself', () => {
    expect(eventOf(Buffer.from(TEXT)).said).toBeUndefined();
  });
});
