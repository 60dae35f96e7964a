import { CompressionTypes, Kafka, logLevel } from 'kafkajs';

/** (a) What kafkajs can do at best: a batch in, parsed, its replies out in one request, no key order, no validation. */
async function main(bootstrap: string, request: string, response: string): Promise<void> {
  const kafka = new Kafka({ clientId: 'raw-echo', brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId: 'raw-echo', maxWaitTimeInMs: 500 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: request, fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const messages = batch.messages.map(({ key, value }) => {
        const { correlation_id, payload } = JSON.parse(value?.toString() ?? '{}') as Record<string, unknown>;
        return { key, value: JSON.stringify({ correlation_id, payload: { echo: Boolean(payload) } }) };
      });
      await producer.send({ topic: response, acks: -1, compression: CompressionTypes.GZIP, messages });
    },
  });
}

void main(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] ?? '');
