import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { eventually } from '../../support/eventually';
import { ask, responseTopic, toSend } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { health } from './health';
import { describeWithNats, NatsServer } from './nats-server';
import { about, StreamReader } from './stream-reader';

describeWithNats('a bridge that must log in to NATS', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  let nats: NatsServer;

  beforeAll(async () => {
    broker = await startLocalBroker();
    [system, nats] = await Promise.all([TestSystem.open(broker.bootstrap), NatsServer.start('--auth', 'open-sesame')]);
  });

  afterAll(async () => {
    await system.close();
    await Promise.all([nats.remove(), broker.stop()]);
  });

  it('does so, and never shows how', async () => {
    const app = await system
      .start('bridge', { NATS_URL: nats.url, NATS_TOKEN: 'open-sesame', LOG_LEVEL: 'trace' })
      .ready();
    const reader = await StreamReader.open(nats.url, { token: 'open-sesame' });
    const asked = ask('stamp', { content: 'behind a door' });
    await system.tap.send(toSend(asked));
    await eventually('its messages', async () => (await reader.all(about(asked.correlationId))).length === 3);
    await reader.close();
    await app.stop();
    expect(JSON.stringify(app.lines)).not.toContain('sesame');
  });

  it('keeps answering and tells why it is not ready when it is refused', async () => {
    const app = system.start('bridge', { NATS_URL: nats.url, NATS_TOKEN: 'close-sesame' });
    const asked = ask('stamp', { content: 'before a door' });
    await system.tap.send(toSend(asked));
    await system.tap.first(responseTopic('stamp', 'dotted'), asked.correlationId);
    await eventually('the reason', async () => {
      const { details } = await health(app, 'ready');
      return /authorization/i.test(details['nats']?.reason ?? '');
    });
    await app.stop();
    expect(JSON.stringify(app.lines)).not.toContain('sesame');
  });
});
