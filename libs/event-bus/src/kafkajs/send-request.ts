import type { Broker, Exchange } from 'kafkajs-internals';

/** Sends a request of our own as `Broker` sends its own: a connection that was closed is given up (src/broker/index.js). */
export async function sendRequest<Result>(broker: Broker, exchange: Exchange<Result>): Promise<Result> {
  try {
    return await broker.connectionPool.send(exchange);
  } catch (error) {
    if (error instanceof Error && error.name === 'KafkaJSConnectionClosedError') await broker.disconnect();
    throw error;
  }
}
