import 'reflect-metadata';
import { CompressionTypes } from 'kafkajs';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport, type MicroserviceOptions } from '@nestjs/microservices';

const [, , bootstrap = '', request = ''] = process.argv;

@Controller()
class EchoController {
  @MessagePattern(request)
  echo(@Payload() message: { correlation_id: string; payload: unknown }) {
    return { correlation_id: message.correlation_id, payload: { echo: Boolean(message.payload) } };
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

/** (b) The stock NestJS Kafka transport with the same handler and the same producer settings. */
async function main(): Promise<void> {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(EchoModule, {
    logger: false,
    transport: Transport.KAFKA,
    options: {
      client: { clientId: 'stock-nest', brokers: [bootstrap] },
      consumer: { groupId: 'stock-nest', maxWaitTimeInMs: 500 },
      producer: { idempotent: true, maxInFlightRequests: 1 },
      subscribe: { fromBeginning: true },
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- Nest types the option by an enum of its own
      send: { acks: -1, compression: CompressionTypes.GZIP },
    },
  });
  await app.listen();
}

void main();
