import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { answer, type AnalyzeResult, type Outcome } from '#contracts';
import { Answers, Bus, BusServer } from '#event-bus';

const BLANK = { analysis_result: {}, confidence: 1 };

@Controller()
class NoOpController {
  @Answers('analyze')
  analyze(): Promise<Outcome<AnalyzeResult>> {
    return Promise.resolve(answer(BLANK));
  }
}

@Module({ controllers: [NoOpController] })
class NoOpModule {}

/** (c) The whole line (decoding, validation, key order, contiguous commits, dialects) around a handler that does nothing. */
async function main(bootstrap: string, maxInFlight: number): Promise<void> {
  const nothing = (): void => undefined;
  const bus = new Bus({
    connection: { brokers: [bootstrap], clientId: 'ours-no-op' },
    group: {
      groupId: `ours-no-op-${maxInFlight}`,
      maxInFlight,
      maxInFlightBytes: 8_388_608,
      sessionTimeoutMs: 30_000,
      fromBeginning: true,
    },
    origin: {
      service: 'bench',
      version: '1.0.0',
      instanceId: 'bench',
      hostname: 'bench',
      now: () => new Date(),
      newId: randomUUID,
    },
    log: { debug: nothing, info: nothing, warn: console.warn, error: console.error },
  });
  const app = await NestFactory.createMicroservice(NoOpModule, {
    logger: false,
    strategy: new BusServer(bus, { operations: ['analyze'], eventTopics: [] }),
  });
  await app.listen();
  // Leaves its group: the next one to join need not wait for the session to end.
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
