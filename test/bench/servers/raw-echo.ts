import Ajv from 'ajv';
import { CompressionTypes, Kafka, logLevel, type KafkaMessage, type Message } from 'kafkajs';
import type { Echo } from '../contestants';
import { slowness } from './slowness';

/** What a request must be, as far as an echo needs it. */
const SCHEMA = {
  type: 'object',
  required: ['correlation_id', 'payload'],
  properties: {
    correlation_id: { type: 'string' },
    payload: { type: 'object', required: ['content'], properties: { content: { type: 'string' } } },
  },
};

/**
 * (a) kafkajs by itself, echoing parsed messages. `batch` is the best it can do: the replies of a whole fetched batch
 * leave in one request, in order, before its offsets are committed; `checked-batch` validates with Ajv; `slow-batch` has
 * slow handlers, side by side for the batch. `message` is how its documentation does it: one reply at a time.
 */
async function main(bootstrap: string, request: string, response: string, unit: Echo, groupId: string): Promise<void> {
  const kafka = new Kafka({ clientId: 'raw-echo', brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 500 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: request, fromBeginning: true });
  const check = new Ajv().compile(SCHEMA);
  const echo = ({ key, value }: Pick<KafkaMessage, 'key' | 'value'>) => {
    const message = JSON.parse(value?.toString() ?? '{}') as Record<string, unknown>;
    if (unit === 'checked-batch' && !check(message)) throw new Error('not a request');
    const { correlation_id, payload } = message;
    return { key, value: JSON.stringify({ correlation_id, payload: { echo: Boolean(payload) } }) };
  };
  const slowEcho = async (message: KafkaMessage) => {
    await slowness(String(message.key));
    return echo(message);
  };
  const send = async (messages: Message[]): Promise<void> => {
    await producer.send({ topic: response, acks: -1, compression: CompressionTypes.GZIP, messages });
  };
  await consumer.run(
    unit === 'message'
      ? { eachMessage: ({ message }) => send([echo(message)]) }
      : {
          eachBatch: async ({ batch: { messages } }) =>
            send(unit === 'slow-batch' ? await Promise.all(messages.map(slowEcho)) : messages.map(echo)),
        },
  );
}

const [, , bootstrap = '', request = '', response = '', unit, group = ''] = process.argv;
void main(bootstrap, request, response, unit as Echo, group);
