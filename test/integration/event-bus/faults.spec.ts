import { busLiveness, busReadiness, KafkaConnection, MessageTooLargeError, NO_METRICS, SendQueue } from '#event-bus';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { ERROR } from '../../../tools/local-broker/src/apis';
import { eventually } from '../../support/eventually';
import { eventHandler, Door, numbered, Rig, type Worker, topicOf } from './rig';

const DOWN = expect.objectContaining({ status: 'down' });
const joins = ({ log }: Worker): string[] => log.filter((line) => line.startsWith('partitions assigned'));

describe('with a broker that misbehaves', () => {
  let broker: LocalBroker;
  let rig: Rig;
  let group: string;
  const committed = (): number | undefined => broker.committed(group, rig.route.request, 0);

  beforeEach(async () => {
    broker = await startLocalBroker();
    rig = await Rig.start(broker.bootstrap);
    group = await rig.group();
  });

  afterEach(async () => {
    broker.faults.clear();
    await rig.end();
    await broker.stop();
  });

  it('a handler that takes longer than the session keeps the membership', async () => {
    const door = new Door();
    const settings = { sessionTimeoutMs: 5_000, maxInFlight: 1 };
    const worker = rig.worker({ group, settings, handle: (name) => (name === 'long' ? door.opened : undefined) });
    await rig.send('long');
    const last = await rig.send('next');
    await eventually('it has taken two sessions', () => worker.bus.condition.oldestMs > 10_000);
    door.open();
    await eventually('both are committed', () => committed() === last + 1);
    expect(worker.begun).toEqual(['long', 'next']);
    expect(joins(worker)).toHaveLength(1);
  });

  it('two members share what is in flight through rebalances: nothing is lost, little is done twice', async () => {
    const names = numbered(600);
    const partitionOf = (name: string) => ({ partition: Number(name) % 3 });
    const slowly = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 30));
    };
    const settings = { maxInFlight: 10, sessionTimeoutMs: 900 };
    const first = rig.worker({ group, settings, handle: slowly });
    await rig.sendAll(names, partitionOf);
    await eventually('some are answered', () => rig.replies().length > 50);
    const second = rig.worker({ group, settings, handle: slowly });
    await eventually('the second works', () => second.ended.length > 20);
    broker.faults.forceRebalance(group);
    await eventually('all are answered', () => rig.answered(names));
    await eventually('all is committed', () =>
      [0, 1, 2].every(
        (at) => broker.committed(group, rig.route.request, at) === broker.endOffset(rig.route.request, at),
      ),
    );
    expect(first.begun.length + second.begun.length).toBeLessThan(600 + 4 * 10);
  });

  it('a forced rebalance starts nothing in flight twice when the partitions stay', async () => {
    const door = new Door();
    const worker = rig.worker({ group, handle: () => door.opened });
    await rig.sendAll(numbered(30));
    await eventually('all are in flight', () => worker.begun.length === 30);
    broker.faults.forceRebalance(group);
    await eventually('it has joined again', () => joins(worker).length === 2);
    const last = await rig.send('after');
    await eventually('it works on', () => worker.begun.includes('after'));
    door.open();
    await eventually('all is committed', () => committed() === last + 1);
    expect(worker.begun).toHaveLength(31);
  });

  it('a broker that goes away turns readiness red and leaves liveness green; back, the work goes on', async () => {
    const { bus } = rig.worker({ group });
    await rig.send('before');
    await eventually('it works', () => rig.answered(['before']));
    broker.faults.refuse(true);
    await eventually('readiness is red', () => busReadiness(bus).status === 'down');
    expect(await busLiveness(bus)).toEqual({ status: 'up' });
    broker.faults.refuse(false);
    await eventually('readiness is green', () => busReadiness(bus).status === 'up');
    await eventually('a request can be sent', () => rig.send('after'));
    await eventually('it is answered', () => rig.answered(['after']));
    expect(await busLiveness(bus)).toEqual({ status: 'up' });
  });

  it('a worker waits for a coordinator that is not elected yet', async () => {
    broker.faults.error('FindCoordinator', ERROR.COORDINATOR_NOT_AVAILABLE, { times: 8 });
    const worker = rig.worker({ group, settings: { sessionTimeoutMs: 2_000 } });
    const names = numbered(3);
    await rig.sendAll(names);
    await eventually('all are answered', () => rig.answered(names));
    expect(worker.bus.condition.fault).toBeNull();
    expect(worker.log.some((line) => line.startsWith('the consumer left the group'))).toBe(true);
  });

  it('a stop while the broker is away ends within 10 seconds', async () => {
    const { bus, begun } = rig.worker({ group, drainMs: 3_000 });
    await rig.send('before');
    await eventually('it works', () => rig.answered(['before']));
    const unheard: unknown[] = [];
    const listen = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', listen);
    await rig.sendAll(numbered(20));
    await eventually('some are in flight', () => begun.length > 5);
    broker.faults.refuse(true);
    const started = performance.now();
    await bus.stop();
    expect(performance.now() - started).toBeLessThan(10_000);
    process.off('unhandledRejection', listen);
    expect(unheard).toEqual([]);
  });

  it('a log that begins anew under the same name is read from its beginning', async () => {
    const { bus, begun } = rig.worker({ group });
    await rig.sendAll(numbered(20));
    await eventually('all are answered', () => rig.answered(numbered(20)));
    await eventually('all are committed', () => committed() === 20);
    await rig.admin.deleteTopics({ topics: [rig.route.request] });
    await rig.admin.createTopics({ topics: [{ topic: rig.route.request, numPartitions: 3 }] });
    await rig.sendAll(numbered(5, 'new'));
    await eventually('the new ones are answered', () => rig.answered(numbered(5, 'new')));
    await eventually('the new ones are committed', () => committed() === 5);
    expect(begun).toHaveLength(25);
    expect(busReadiness(bus)).toEqual({ status: 'up' });
  });

  it('a batch whose acknowledgement was lost costs no later batch', async () => {
    const settings = { brokers: [broker.bootstrap], clientId: 'queue' };
    const connection = new KafkaConnection(settings, { debug: () => undefined });
    const queue = new SendQueue(() => connection.connectProducer(), NO_METRICS);
    const send = (value: string) => queue.send([{ topic: 'lost-acks', key: 'same', value }]);
    const end = () => [0, 1, 2].reduce((sum, partition) => sum + broker.endOffset('lost-acks', partition), 0);
    await rig.admin.createTopics({ topics: [{ topic: 'lost-acks', numPartitions: 3 }] });
    await send('first');
    broker.faults.dropConnection('Produce', 1, 'after');
    broker.faults.delay('ApiVersions', 300);
    const doubtful = send('doubtful').then(
      () => 'acknowledged',
      () => 'failed',
    );
    await eventually('the broker has it', () => end() === 2);
    broker.faults.refuse(true);
    expect(await doubtful).toBe('failed');
    broker.faults.clear();
    await send('later');
    expect(end()).toBe(3);
    await queue.close();
  });

  it('a message the broker finds too large is told by its name', async () => {
    const connection = new KafkaConnection(
      { brokers: [broker.bootstrap], clientId: 'queue' },
      { debug: () => undefined },
    );
    await rig.admin.createTopics({
      topics: [{ topic: 'small', configEntries: [{ name: 'max.message.bytes', value: '10' }] }, { topic: 'large' }],
    });
    const queue = new SendQueue(() => connection.connectProducer(), NO_METRICS);
    await expect(queue.send([{ topic: 'small', key: null, value: 'x'.repeat(100) }])).rejects.toThrow(
      MessageTooLargeError,
    );
    await queue.send([{ topic: 'large', key: null, value: 'x' }]);
    await queue.close();
  });
});

describe('before its topics or its broker exist', () => {
  it('a worker waits for the broker', async () => {
    const gone = await startLocalBroker();
    const { port } = gone;
    const early = await Rig.start(gone.bootstrap);
    await gone.stop();
    const worker = early.worker({ group: 'early' });
    await eventually('it has tried', () => worker.log.some((line) => line.startsWith('cannot subscribe yet')));
    expect(busReadiness(worker.bus)).toEqual(DOWN);
    expect(await busLiveness(worker.bus)).toEqual({ status: 'up' });
    const broker = await startLocalBroker({ port });
    const rig = await Rig.start(broker.bootstrap);
    await eventually('it is ready', () => busReadiness(worker.bus).status === 'up');
    await Promise.all([early.end(), rig.end()]);
    await broker.stop();
  });

  it('a topic that is created later is consumed', async () => {
    const broker = await startLocalBroker();
    const rig = await Rig.start(broker.bootstrap);
    const create = (topic: string) => rig.admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
    await create('first');
    const bus = rig.idleBus({ groupId: 'later', lookForTopicsMs: 200 });
    const seen: string[] = [];
    const news = eventHandler('news', topicOf, async (topic) => (seen.push(topic), []));
    bus.start(new Map(['first', 'second'].map((topic) => [topic, news])));
    await eventually('it is ready without it', () => busReadiness(bus).status === 'up');
    await create('second');
    await rig.publish('first');
    await rig.publish('second');
    await eventually('both are consumed', () => seen.length === 2);
    expect(seen.sort()).toEqual(['first', 'second']);
    await bus.stop();
    await rig.end();
    await broker.stop();
  });
});
