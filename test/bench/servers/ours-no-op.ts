import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { answer, type AnalyzeResult, type Outcome, type RequestOf, type Results } from '#contracts';
import { Bus } from '#event-bus';
import { Answers, BusServer } from '#worker';
import { slowness } from './slowness';

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

@Controller()
class SlowController {
  @Answers('mixin')
  async mixin({ correlationId }: RequestOf<'mixin'>): Promise<Outcome<Results['mixin']>> {
    await slowness(correlationId);
    return answer({ mixin_recommendations: [], total_recommendations: 0, reasoning: '' });
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

/** (c) The whole pipeline (decoding, validation, key order, contiguous commits, dialects) around a handler that does nothing. */
async function main(bootstrap: string, maxInFlight: number, groupId: string, slow: boolean): Promise<void> {
  const nothing = (): void => undefined;
  const bus = new Bus({
    connection: { brokers: [bootstrap], clientId: 'ours-no-op' },
    group: {
      groupId,
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
  const app = await NestFactory.createMicroservice(slow ? SlowModule : NoOpModule, {
    logger: false,
    strategy: new BusServer(bus, { operations: [slow ? 'mixin' : 'analyze'], eventTopics: [] }),
  });
  await app.listen();
  // Leaves its group: the next one to join need not wait for the session to end.
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
}

const [, , bootstrap = '', maxInFlight, group = '', handlers] = process.argv;
void main(bootstrap, Number(maxInFlight), group, handlers === 'slow');
