import 'reflect-metadata';
import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern } from '@nestjs/microservices';
import { answer, type Message, type Outcome, type RequestOf, type Results } from '#contracts';
import type { Bus } from '#event-bus';
import { Answers, BusServer, Consumes, type Serving } from '#worker';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { eventually } from '../../support/eventually';
import { Rig } from './rig';

const RESULT: Results['mixin'] = { mixin_recommendations: [], total_recommendations: 0, reasoning: '' };
const textOf = ({ record: { value } }: Message): string => String(value);

class Flaky extends Error {
  readonly code = 'flaky';
}

const asked: string[] = [];
const news: string[] = [];

@Controller()
class Good {
  @Answers('mixin')
  mixin({ payload, correlationId }: RequestOf<'mixin'>): Promise<Outcome<Results['mixin']>> {
    asked.push(correlationId);
    if (payload.requirements.includes('fail')) throw new Flaky('thrown by the controller');
    return Promise.resolve(answer(RESULT));
  }

  @Consumes('news', ['news'], textOf)
  async news(text: string): Promise<void> {
    news.push(text);
  }
}

@Controller()
class Second {
  @Answers('mixin')
  mixin(): Promise<Outcome<Results['mixin']>> {
    return Promise.resolve(answer(RESULT));
  }
}

@Controller()
class Schemaless {
  @MessagePattern('bare')
  bare(): string {
    return '';
  }
}

/** Never run: the compiler is the test. */
class Typed {
  // @ts-expect-error -- a mixin request is no stamp request
  @Answers('stamp')
  stamp(_request: RequestOf<'mixin'>): Promise<Outcome<Results['stamp']>> {
    return Promise.reject(new Error());
  }

  // @ts-expect-error -- a mixin result is no verify result
  @Answers('verify')
  verify(_request: RequestOf<'verify'>): Promise<Outcome<Results['mixin']>> {
    return Promise.resolve(answer(RESULT));
  }

  // @ts-expect-error -- the decoder makes text, not numbers
  @Consumes('numbers', ['numbers'], textOf)
  numbers(_event: number): Promise<void> {
    return Promise.resolve();
  }
}

void Typed;

describe('the Nest transport', () => {
  let broker: LocalBroker;
  let rig: Rig;
  const apps: INestMicroservice[] = [];

  beforeAll(async () => {
    broker = await startLocalBroker();
    rig = await Rig.start(broker.bootstrap);
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await rig.end();
    await broker.stop();
  });

  async function boot(bus: Bus, controllers: Type[], serving: Serving): Promise<void> {
    class Root {}
    Module({ controllers })(Root);
    const strategy = new BusServer(bus, serving);
    const app = await NestFactory.createMicroservice(Root, { strategy, logger: false, abortOnError: false });
    apps.push(app);
    await app.listen();
  }

  const MIXIN: Serving = { operations: ['mixin'], eventTopics: [] };

  it.each<[string, Type[], Serving, string]>([
    [
      'an operation without a handler',
      [Good],
      { operations: ['mixin', 'stamp'], eventTopics: [] },
      'request.stamp.v1 has no handler',
    ],
    ['an event topic without a handler', [Good], { operations: [], eventTopics: ['nobody'] }, 'nobody has no handler'],
    ['two handlers for one topic', [Good, Second], MIXIN, 'has two handlers'],
    [
      'a handler without a schema',
      [Schemaless],
      { operations: [], eventTopics: [] },
      'bare has a handler but no payload schema',
    ],
  ])('does not boot with %s', async (_case, controllers, serving, message) => {
    const bus = rig.idleBus({});
    await expect(boot(bus, controllers, serving)).rejects.toThrow(message);
    expect(bus.condition.started).toBe(false);
  });

  it('drives controllers: requests are answered, events consumed, thrown errors reach the pipeline as they are', async () => {
    const judged: unknown[] = [];
    await rig.admin.createTopics({ topics: [{ topic: 'news' }] });
    const bus = rig.idleBus({}, { classify: (error) => (judged.push(error), 'permanent') });
    await boot(bus, [Good], { operations: ['mixin'], eventTopics: ['news'] });
    await eventually('it has joined', () => bus.condition.joined);
    await rig.send('fine');
    const failing = JSON.stringify({ correlation_id: rig.correlationId('fail'), payload: { requirements: ['fail'] } });
    await rig.send('fail', { value: Buffer.from(failing) });
    await rig.publish('news', 'hello');
    await eventually('both are answered', () => rig.answered(['fine', 'fail']));
    await eventually('the event is consumed', () => news.includes('hello'));
    const codes = rig.replies().map(({ name, headers }) => [name, headers['x-error-code']]);
    expect(Object.fromEntries(codes)).toEqual({ fine: undefined, fail: 'internal_error' });
    expect(judged).toEqual([expect.any(Flaky)]);
    expect(judged[0]).toMatchObject({ message: 'thrown by the controller', code: 'flaky' });
    expect(asked).toHaveLength(2);
  });

  it('knows no events of its own and hands out the bus', () => {
    const bus = rig.idleBus({});
    const server = new BusServer(bus, MIXIN);
    expect(server.unwrap()).toBe(bus);
    expect(() => server.on()).toThrow('no events');
  });
});
