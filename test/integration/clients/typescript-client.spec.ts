import { eventually } from '../../support/eventually';
import { pack } from '../../support/pack';
import { describeSystem } from '../main-job/describe-system';
import { documentedProgram } from './documented';
import { TypeScriptProject } from './typescript-project';

const HELLO_HASH = 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Asks for all there is to see of a client, and prints one line for each. */
const PROGRAM = `
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { DeadLetteredError, RequestRefusedError, WorkersClient, TOPICS, type Operation } from '@omninode/workers-client';
import { bridgeResponseStamp, codegenResponseValidate } from '@omninode/workers-client/validators';

const kafka = new Kafka({ brokers: [process.argv[2] ?? ''], logLevel: logLevel.NOTHING });
const print = (...facts: readonly unknown[]): void => console.log(JSON.stringify(facts));
const failure = (asking: Promise<unknown>): Promise<unknown> => asking.then(() => 'an answer', (error: unknown) => error);

async function setAside(correlationId: string): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  const headers = { correlation_id: correlationId, 'x-error-code': 'retries_exhausted', 'x-error-message': 'gone' };
  await producer.send({ topic: TOPICS['onex.dlq.workflow_trigger'].dotted[0], messages: [{ value: '{}', headers }] });
  await producer.disconnect();
}

async function reply(topic: string, partition: number, correlation_id: string): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ partition, value: JSON.stringify({ correlation_id, payload: {} }) }] });
  await producer.disconnect();
}

async function main(): Promise<void> {
  const operations: readonly Operation[] = ['validate', 'stamp', 'workflow_trigger'];
  const client = await WorkersClient.open(kafka, { operations });
  const code_content = 'def f(a: int) -> int:\\n    return a\\n';

  const stamps = await Promise.all([1, 2, 3].map((n) => client.ask('stamp', { content: String(n) })));
  print('stamps', stamps.every(({ payload }) => bridgeResponseStamp(payload)), new Set(stamps.map((s) => s.payload.blake3_hash)).size);

  const sessionId = randomUUID();
  const correlationId = randomUUID().toUpperCase();
  const validated = await client.ask('validate', { code_content, node_type: 'compute' }, { sessionId, correlationId, traceparent: '${TRACEPARENT}' });
  const score: number = validated.payload.quality_score;
  print('validated', codegenResponseValidate(validated.payload), score > 0, validated.payload.session_id === sessionId, validated.correlationId === correlationId);

  const refused = await failure(client.ask('validate', { code_content, language: 'cobol' }));
  if (refused instanceof RequestRefusedError) print('refused', refused.code, refused.payload['is_valid']);

  const other = await failure(client.ask('mixin', { requirements: ['cache'] }));
  print('other', (other as Error).message);

  const invalid = await failure(client.ask('validate', { code_content: '' }));
  print('invalid', (invalid as { code: string }).code, (invalid as { details: unknown }).details);

  const workflow = { workflow_name: 'none' };
  const late = await failure(client.ask('workflow_trigger', workflow as never, { timeoutMs: 500 }));
  print('late', (late as { name: string }).name, (late as { code: string }).code);

  const lost = randomUUID();
  const asking = failure(client.ask('workflow_trigger', workflow as never, { correlationId: lost }));
  await setAside(lost);
  const dead = await asking;
  if (dead instanceof DeadLetteredError) print('dead', dead.code, dead.correlationId === lost, dead.topic);

  const admin = kafka.admin();
  await admin.connect();
  if (process.argv[3] === 'grow') {
    const [response = ''] = TOPICS['onex.response.workflow_trigger'].dotted;
    const [{ partitions = [] } = {}] = (await admin.fetchTopicMetadata({ topics: [response] })).topics;
    await admin.createPartitions({ topicPartitions: [{ topic: response, count: partitions.length + 1 }] });
    const grown = randomUUID();
    const elsewhere = failure(client.ask('workflow_trigger', workflow as never, { correlationId: grown }));
    await reply(response, partitions.length, grown);
    print('grown', ((await elsewhere) as { name?: string }).name !== 'ReplyTimeoutError');
  }

  const waiting = failure(client.ask('workflow_trigger', workflow as never));
  await client.close();
  print('closed', ((await waiting) as { code: string }).code, ((await failure(client.ask('stamp', { content: '' }))) as { code: string }).code);
  print('left', (await admin.listGroups()).groups.filter(({ groupId }) => groupId.startsWith('workers-client')).length);
  await admin.disconnect();
}

void main();
`;

const EXPECTED = [
  ['stamps', true, 3],
  ['validated', true, true, true, true],
  ['refused', 'unsupported_language', false],
  ['other', 'the client was not opened for mixin'],
  ['invalid', 'invalid_payload', [{ path: '/code_content', message: 'must NOT have fewer than 1 characters' }]],
  ['late', 'ReplyTimeoutError', 'request_timeout'],
  ['dead', 'retries_exhausted', true, 'omninode.onex.request.workflow_trigger.v1.dlq'],
  ['grown', true],
  ['closed', 'client_closed', 'client_closed'],
  ['left', 0],
];

let packed: Awaited<ReturnType<typeof pack>>;
beforeAll(async () => {
  packed = await pack('clients/typescript');
});
afterAll(() => packed.remove());

describe.each(['module', 'commonjs'] as const)('the packed TypeScript client in a project of type %s', (type) => {
  let project: TypeScriptProject;
  beforeAll(async () => {
    project = await TypeScriptProject.install(packed.tarball, type);
  });
  afterAll(() => project.remove());

  it('lets nothing wrong compile', async () => {
    const wrong = [
      `import type { Operations } from '@omninode/workers-client';`,
      `export const missing: Operations['pattern']['request'] = { limit: 5 };`,
      `export const kind: Operations['validate']['request'] = { code_content: 'x', node_type: 'gateway' };`,
    ].join('\n');
    await expect(project.compile(wrong)).rejects.toThrow(/'node_description' is missing[^]*"gateway"/);
  });

  describeSystem('beside a running system', (system) => {
    it('asks as the page says', async () => {
      await project.compile(documentedProgram('ts', 'WorkersClient.open', system().bootstrap));
      expect(await project.run()).toContain(HELLO_HASH);
    });

    it('answers, refuses, times out and finds dead letters, each by name', async () => {
      await project.compile(PROGRAM);
      // The topics of Apache Kafka are those of other suites, too.
      const grows = system().bootstrap !== process.env['OMNI_TEST_KAFKA_BOOTSTRAP'];
      const lines = await project.run(system().bootstrap, ...(grows ? ['grow'] : []));
      const expected = grows ? EXPECTED : EXPECTED.filter(([what]) => what !== 'grown');
      expect(lines.map((line): unknown => JSON.parse(line))).toEqual(expected);
      // Nobody is traced here, so that the reply is where the request was.
      await eventually('the reply is in the caller’s trace', () =>
        system()
          .tap.on('omninode.codegen.response.validate.v1')
          .some(({ headers }) => headers['traceparent'] === TRACEPARENT),
      );
    });
  });
});
