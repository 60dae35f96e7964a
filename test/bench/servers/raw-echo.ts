import { CompressionTypes, Kafka, logLevel, type KafkaMessage, type Message } from 'kafkajs';

/**
 * (a) kafkajs by itself, echoing parsed messages without validation or key order. `batch` is the best it can do: the
 * replies of a whole fetched batch leave in one request. `message` is how its documentation does it: one reply at a time.
 */
async function main(bootstrap: string, request: string, response: string, unit: string): Promise<void> {
  const kafka = new Kafka({ clientId: 'raw-echo', brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId: 'raw-echo', maxWaitTimeInMs: 500 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: request, fromBeginning: true });
  const echo = ({ key, value }: Pick<KafkaMessage, 'key' | 'value'>) => {
    const { correlation_id, payload } = JSON.parse(value?.toString() ?? '{}') as Record<string, unknown>;
    return { key, value: JSON.stringify({ correlation_id, payload: { echo: Boolean(payload) } }) };
  };
  const send = async (messages: Message[]): Promise<void> => {
    await producer.send({ topic: response, acks: -1, compression: CompressionTypes.GZIP, messages });
  };
  await consumer.run(
    unit === 'batch'
      ? { eachBatch: ({ batch }) => send(batch.messages.map(echo)) }
      : { eachMessage: ({ message }) => send([echo(message)]) },
  );
}

void main(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] ?? '', process.argv[5] ?? '');
