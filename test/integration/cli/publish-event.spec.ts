import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { CATALOG, formOf, SUBSCRIPTIONS, type JsonObject } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { documents, omni, type Ended } from './omni';

const CORRELATION = randomUUID();
const CODE = { code_content: 'x = 1', node_type: 'effect' };

let broker: LocalBroker;
let admin: Admin;
let env: Record<string, string>;

beforeAll(async () => {
  broker = await startLocalBroker();
  env = { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap };
  admin = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await omni(['topics', 'apply', '--all'], { env });
});
afterAll(async () => {
  await admin.disconnect();
  await broker.stop();
});

function publish(event: string, payload: object, ...argv: string[]): Promise<Ended> {
  return omni(['publish', '--event', event, '--json', JSON.stringify(payload), ...argv], { env });
}

async function last(topic: string): Promise<{ key: string | null; value: JsonObject; headers: JsonObject }> {
  const argv = ['consume', '--topic', topic, '--tail', '1', '--max', '1', '--timeout', '20s', '--output', 'json'];
  const [record] = documents((await omni(argv, { env })).stdout);
  const { key, value, headers } = record ?? {};
  return { key: key as string, value: JSON.parse(String(value)) as JsonObject, headers: headers as JsonObject };
}

describe('omni publish --event', () => {
  it('wraps the payload as the catalog has it, on its topic, by its key', async () => {
    const ended = await publish('codegen.request.validate', CODE, '--correlation-id', CORRELATION);
    const topic = 'omninode.codegen.request.validate.v1';
    expect(ended).toEqual({
      code: 0,
      stdout: `✓ 1 record published to ${topic}, correlation id ${CORRELATION}\n`,
      stderr: '',
    });
    const { key, value } = await last(topic);
    expect(key).toBe(CORRELATION);
    expect(formOf(value)).toBe('architecture');
    expect(value).toMatchObject({ correlation_id: CORRELATION, event_type: topic, payload: CODE });
  });

  it('takes another spelling, envelope, environment and session', async () => {
    const style = ['--style', 'omninode-bridge', '--environment', 'dev', '--envelope', 'onex-v1', '--session', 's-1'];
    const { stdout } = await publish('codegen.request.validate', CODE, ...style, '--output', 'json');
    const topic = 'dev.omninode-bridge.codegen.request-validate.v1';
    const [report] = documents(stdout);
    expect(report).toEqual({ topic, records: 1, correlation_id: expect.any(String) as string });
    const { value } = await last(topic);
    expect(value).toMatchObject({ envelope_version: '1.0', session_id: 's-1', event_type: 'CodegenValidationRequest' });
    expect(value['correlation_id']).toBe(report?.['correlation_id']);
  });

  it('knows a hook event by its type and an event by its topic', async () => {
    const hit = CATALOG.find(({ eventType }) => eventType === 'proxy.cache.hit');
    await publish('proxy.cache.hit', hit?.sample ?? {});
    expect((await last('proxy.cache')).value).toMatchObject({ event_type: 'proxy.cache.hit', payload: hit?.sample });
    const [, topic] = SUBSCRIPTIONS.document_indexed;
    const indexed = CATALOG.find(({ name }) => name === 'search.event.document_indexed');
    await publish(topic, indexed?.sample ?? {}, '--header', 'x=1');
    const { key, headers } = await last(topic);
    expect({ key, headers }).toMatchObject({
      key: indexed?.sample['document_id'],
      headers: { x: '1', event_type: topic },
    });
  });

  it('refuses what its readers would refuse, and sends nothing', async () => {
    const before = await admin.fetchTopicOffsets('configuration.changes');
    expect(await publish('configuration.updated', { change_info: {} })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/change_info'),
    });
    const sample = CATALOG.find(({ eventType }) => eventType === 'configuration.updated')?.sample ?? {};
    expect(await publish('configuration.updated', sample, '--correlation-id', 'abc-123')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/correlation_id'),
    });
    expect(await admin.fetchTopicOffsets('configuration.changes')).toEqual(before);
  });

  it('publishes an event for each line, up to one that does not conform', async () => {
    const sample = CATALOG.find(({ name }) => name === 'onex.event.node_started')?.sample;
    const input = `${JSON.stringify(sample)}\n${JSON.stringify(sample)}\n{"node_type":"gateway"}\n`;
    const ended = await omni(['publish', '--event', 'onex.event.node_started', '--jsonl'], { env, input });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/line 3: the .*; 2 records before/) });
    const { value, headers } = await last('omninode.onex.event.node_started.v1');
    expect(value).toMatchObject({ event_id: headers['event_id'], payload: sample });
  });
});
