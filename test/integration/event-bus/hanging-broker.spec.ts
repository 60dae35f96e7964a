import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { topicCatalog } from '#contracts';
import { startLocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { createRandomDatabase } from '../../support/random-database';
import { eventually } from '../../support/eventually';
import { Door, numbered, Rig } from './rig';

/** The local broker as a process of its own, which can be stopped with all its sockets open. */
async function startBrokerProcess(): Promise<{ readonly bootstrap: string; readonly process: ChildProcess }> {
  const main = join(__dirname, '..', '..', '..', 'dist', 'tools', 'local-broker', 'src', 'main.js');
  const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const [bootstrap] = /127\.0\.0\.1:\d+/.exec(line) ?? [];
  if (bootstrap === undefined) throw new Error(`no address in "${line}"`);
  return { bootstrap, process: child };
}

describe('while the broker hangs', () => {
  it('SIGTERM ends a worker in order within 10 seconds', async () => {
    const broker = await startBrokerProcess();
    const database = await createRandomDatabase();
    const bridge = AppProcess.start('bridge', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: database.url,
    });
    try {
      await applyTopics(broker.bootstrap, topicCatalog());
      await bridge.ready();
      broker.process.kill('SIGSTOP');
      const stopped = await bridge.stop();
      expect(stopped.code).toBe(0);
      expect(stopped.milliseconds).toBeLessThan(10_000);
      expect(bridge.lines.filter(({ level }) => level === 'fatal')).toEqual([]);
    } finally {
      await bridge.kill();
      broker.process.kill('SIGKILL');
      await database.drop();
    }
  });
});

describe('what a worker takes over', () => {
  it('is bounded in bytes as in records', async () => {
    const broker = await startLocalBroker();
    const rig = await Rig.start(broker.bootstrap);
    const group = await rig.group();
    const door = new Door();
    let most = 0;
    const size = rig.bytesOf('0').length;
    const worker = rig.worker({
      group,
      settings: { maxInFlightBytes: 5 * (size + 600) },
      handle: async () => {
        most = Math.max(most, worker.begun.length - worker.ended.length);
        await door.opened;
      },
    });
    await rig.sendAll(numbered(40));
    await eventually('some are in work', () => worker.begun.length >= 4);
    door.open();
    await eventually('all are answered', () => rig.answered(numbered(40)));
    expect(most).toBeGreaterThan(3);
    expect(most).toBeLessThan(8);
    await rig.end();
    await broker.stop();
  });

  it('is kept while the wall clock is an hour behind where it was', async () => {
    const broker = await startLocalBroker();
    const rig = await Rig.start(broker.bootstrap);
    const group = await rig.group();
    const worker = rig.worker({ group, settings: { sessionTimeoutMs: 1_500 } });
    await rig.send('before');
    await eventually('it works', () => rig.answered(['before']));
    const now = Date.now.bind(Date);
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000);
    const since = performance.now();
    await eventually('three sessions have passed', () => performance.now() - since > 4_500);
    await rig.send('after');
    await eventually('it works on', () => rig.answered(['after']));
    clock.mockRestore();
    expect(worker.log.filter((line) => line.startsWith('partitions assigned'))).toHaveLength(1);
    await rig.end();
    await broker.stop();
  });
});
