import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { answer, type Outcome, type StampResponse } from '#contracts';
import { Answers, Bus, BusServer } from '#event-bus';

const BLANK = { blake3_hash: '0'.repeat(64), metadata: {}, stamp_time: new Date(0).toISOString() };

@Controller()
class NoOpController {
  @Answers('stamp')
  stamp(): Promise<Outcome<StampResponse>> {
    return Promise.resolve(answer(BLANK));
  }
}

@Module({ controllers: [NoOpController] })
class NoOpModule {}

/** (c) The whole line (decoding, validation, key order, contiguous commits, dialects) around a handler that does nothing. */
async function main(bootstrap: string): Promise<void> {
  const nothing = (): void => undefined;
  const bus = new Bus({
    connection: { brokers: [bootstrap], clientId: 'ours-no-op' },
    group: { groupId: 'ours-no-op', maxInFlight: 100, sessionTimeoutMs: 30_000, fromBeginning: true },
    origin: { service: 'bench', instanceId: 'bench', hostname: 'bench', now: () => new Date(), newId: randomUUID },
    log: { debug: nothing, info: nothing, warn: console.warn, error: console.error },
  });
  const app = await NestFactory.createMicroservice(NoOpModule, {
    logger: false,
    strategy: new BusServer(bus, { operations: ['stamp'], eventTopics: [] }),
  });
  await app.listen();
}

void main(process.argv[2] ?? '');
