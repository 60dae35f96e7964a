import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { avroWriter, compileSchema, messageSchemaOf } from '#avro';
import { frame, MAX_SCHEMA_ID, unframe } from '#contracts';
import { SchemaRegistryClient } from '#schema-registry';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { startSchemaRegistry, type RunningSchemaRegistry } from '../../../tools/local-stack/registry/schema-registry';
import { openDatabase } from '#storage';
import { eventually } from '../../support/eventually';
import { documents, omni } from '../cli/omni';
import { Gate } from '../intelligence/gate';
import { deadLetterTopic, ask, message, requestTopic, responseTopic, toSend, type Asked } from '../main-job/requests';
import { json, type Seen } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';
import { confluentClient, findConfluentPython, leaveOut } from './confluent-client';
import { describeWhereRegistryRuns, FIRST_START_MS } from './on-registry';

const REQUESTS = requestTopic('stamp', 'dotted');
const REPLIES = responseTopic('stamp', 'dotted');
const STAMPED = 'omninode.bridge.event.metadata_stamped.v1';
const HASH: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);
const stampOf = (content: string): Asked => ask('stamp', { content });

/** As a Python program would write it: its own names, and only what it needs. */
const OWN = JSON.stringify({
  type: 'record',
  name: 'StampAsk',
  namespace: 'org.example',
  fields: [
    { name: 'correlation_id', type: 'string' },
    { name: 'event_id', type: ['null', 'string'], default: null },
    {
      name: 'payload',
      type: { type: 'record', name: 'Ask', fields: [{ name: 'content', type: 'string' }] },
    },
  ],
});

describeWhereRegistryRuns('requests in Avro', () => {
  const directory = mkdtempSync(join(tmpdir(), 'omninode-avro-'));
  let registry: RunningSchemaRegistry;
  /** The workers' way to it. */
  let gate: Gate;
  let client: SchemaRegistryClient;
  let broker: LocalBroker;
  let system: TestSystem;
  beforeAll(async () => {
    registry = await startSchemaRegistry({ directory, log: console.log });
    gate = await Gate.open(registry.url);
    client = new SchemaRegistryClient({ url: registry.url });
    broker = await startLocalBroker();
    system = await TestSystem.open(broker.bootstrap);
    const env = { SCHEMA_REGISTRY_URL: gate.url, EVENTS_FORMAT: 'avro' };
    system.start('bridge', env);
    system.start('recorder', { ...env, RECORDER_TOPICS: '*' });
    await Promise.all([system.app('bridge').ready(), system.app('recorder').ready()]);
  }, FIRST_START_MS);
  afterAll(async () => {
    await system.close();
    await broker.stop();
    await gate.shut().catch(() => undefined);
    await registry.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const read = async ({ value }: Seen): Promise<Record<string, unknown>> => {
    const framed = unframe(value ?? Buffer.alloc(0));
    const { type, text } = (await client.textById(framed?.schemaId ?? 0)) ?? { type: 'none', text: '' };
    expect(type).toBe('AVRO');
    const parsed = compileSchema(text)(framed?.body ?? Buffer.alloc(0));
    if (!parsed.ok) throw new Error(parsed.refusal.message);
    return parsed.value;
  };

  const inAvro = async (asked: Asked): Promise<Buffer> => {
    const { schema, subject } = messageSchemaOf(REQUESTS) ?? { schema: {}, subject: '' };
    const id = await client.register(subject, schema as Record<string, unknown>, 'AVRO');
    return frame(id, avroWriter(schema)(message(asked)));
  };

  const send = async (asked: Asked, value: Buffer): Promise<void> => {
    await system.tap.send({ topic: REQUESTS, key: asked.correlationId, value });
  };

  it('are answered in Avro, as requests in JSON are in JSON; events come in Avro, and their ids are recorded', async () => {
    const [asked, inJson] = [stampOf('hello'), stampOf('hello')];
    await send(asked, await inAvro(asked));
    await system.tap.send(toSend(inJson));
    const reply = await read(await system.tap.first(REPLIES, asked.correlationId));
    const replyInJson = json(await system.tap.first(REPLIES, inJson.correlationId));
    const [payload, payloadInJson] = [reply, replyInJson].map((one) => one['payload'] as Record<string, unknown>);
    expect(payload).toMatchObject({ blake3_hash: payloadInJson?.['blake3_hash'], metadata: { namespace: 'default' } });
    expect(Object.keys(payload ?? {}).toSorted()).toEqual(Object.keys(payloadInJson ?? {}).toSorted());
    expect(Object.keys(reply).toSorted()).toEqual(Object.keys(replyInJson).toSorted());
    expect(reply).toMatchObject({ correlation_id: asked.correlationId, causation_id: asked.eventId });

    const event = await read(await system.tap.first(STAMPED, asked.correlationId));
    expect(event).toMatchObject({ causation_id: asked.eventId, payload: { blake3_hash: payload?.['blake3_hash'] } });
    const database = openDatabase({
      url: system.database.url,
      maxConnections: 1,
      applicationName: 't',
      onError: () => undefined,
    });
    const recorded = await eventually('request, reply and event are recorded by their ids', async () => {
      const sql = 'SELECT count(*)::int AS events FROM event_log WHERE correlation_id = $1 AND unreadable IS NULL';
      const [row] = await database.query<{ events: number }>(sql, [asked.correlationId]);
      return (row?.events ?? 0) >= 4 ? row : undefined;
    });
    expect(recorded).toBeDefined();
    await database.close();
  });

  it('that nobody can read are refused with their exact bytes, at once', async () => {
    const asked = stampOf('x');
    const good = await inAvro(asked);
    for (const [value, code] of [
      [good.subarray(0, -3), 'invalid_avro'],
      [frame(MAX_SCHEMA_ID, good.subarray(5)), 'unknown_schema'],
    ] as const) {
      const { correlationId } = stampOf('y');
      await system.tap.send({ topic: REQUESTS, key: correlationId, value, headers: { correlation_id: correlationId } });
      const letter = json(await system.tap.first(deadLetterTopic('stamp', 'dotted'), correlationId));
      expect(letter).toMatchObject({ error: { code }, original_value_b64: value.toString('base64') });
      expect(await read(await system.tap.first(REPLIES, correlationId))).toMatchObject({ error: { code } });
    }
  });

  it('are refused in Avro where they can be read', async () => {
    const asked = ask('stamp', {});
    await send(asked, await inAvro(asked));
    const reply = await read(await system.tap.first(REPLIES, asked.correlationId));
    expect(reply).toMatchObject({
      error: { code: 'invalid_payload' },
      payload: { error: { code: 'invalid_payload' } },
    });
  });

  const python = findConfluentPython();
  if (python === undefined) leaveOut("Confluent's serializers are");
  else
    it(
      'of a Python client get answers that it reads',
      async () => {
        const asked = stampOf('from Python ✓');
        const value = {
          correlation_id: asked.correlationId,
          event_id: asked.eventId,
          payload: { content: 'from Python ✓' },
        };
        const written = await confluentClient(python, [
          'serialize',
          'avro',
          registry.url,
          REQUESTS,
          OWN,
          JSON.stringify(value),
        ]);
        await send(asked, Buffer.from(written, 'hex'));
        const reply = await system.tap.first(REPLIES, asked.correlationId, 60_000);
        const args = ['deserialize', 'avro', registry.url, REPLIES, reply.value?.toString('hex') ?? ''];
        const answer = JSON.parse(await confluentClient(python, args)) as Record<string, unknown>;
        expect(answer).toMatchObject({ correlation_id: asked.correlationId, payload: { blake3_hash: HASH } });
      },
      FIRST_START_MS,
    );

  it('come from omni, which reads the answer too, by the registry that it is told', async () => {
    const cluster = ['--brokers', broker.bootstrap, '--registry', registry.url];
    const id = randomUUID();
    const payload = ['--json', JSON.stringify({ content: 'from the command line' })];
    const event = ['--event', 'bridge.request.stamp', '--style', 'dotted', '--correlation-id', id];
    expect(await omni(['publish', ...event, ...payload, '--avro', ...cluster])).toMatchObject({ code: 0, stderr: '' });
    const [request] = system.tap.keyed(REQUESTS, id);
    expect(unframe(request?.value ?? Buffer.alloc(0))?.schemaId).toBeGreaterThan(0);
    await system.tap.first(REPLIES, id);
    const reader = ['consume', '--topic', REPLIES, '--from-beginning', '--max', '1', '--correlation-id', id];
    const { code, stdout, stderr } = await omni([...reader, '--output', 'json', ...cluster]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [shown] = documents(stdout);
    expect(JSON.parse(String(shown?.['value']))).toMatchObject({ correlation_id: id, payload: { blake3_hash: HASH } });
  });

  it('wait for a registry that is away, which health says, while JSON is answered', async () => {
    const { schema, subject } = messageSchemaOf(REQUESTS) ?? { schema: {}, subject: '' };
    const fresh = { ...(schema as object), doc: 'a schema that the worker has not met' };
    const id = await client.register(subject, fresh, 'AVRO');
    await gate.shut();
    const [asked, framed] = [stampOf('waits'), stampOf('does not wait')];
    await send(asked, frame(id, avroWriter(schema)(message(asked))));
    const url = await system.app('bridge').url();
    const health = await eventually('health says why', async () => {
      const answer = await fetch(`${url}/health/ready`);
      const text = await answer.text();
      return answer.status === 503 && text.includes(`reading schema ${id}`) ? text : undefined;
    });
    expect(health).toContain('no answer from');
    await send(framed, frame(7, Buffer.from(JSON.stringify(message(framed)))));
    expect(json(await system.tap.first(REPLIES, framed.correlationId))['payload']).toMatchObject({ blake3_hash: HASH });
    expect(system.tap.keyed(REPLIES, asked.correlationId)).toHaveLength(0);
    expect(system.tap.keyed(deadLetterTopic('stamp', 'dotted'), asked.correlationId)).toHaveLength(0);
    await gate.open();
    const reply = await read(await system.tap.first(REPLIES, asked.correlationId, 60_000));
    expect(reply).toMatchObject({ payload: { blake3_hash: HASH } });
  });
});
