import { randomUUID } from 'node:crypto';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { json, type Json, type Seen } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';
import { goodCode, onexRequest, topicOf, type OnexAsked } from './onex-requests';

jest.setTimeout(600_000);

const STEPS = ['NodeValidateCompute', 'NodeStampEffect', 'NodePublishEffect'];
const REQUESTS = [
  'omninode.codegen.request.validate.v1',
  'omninode.bridge.request.stamp.v1',
  'omninode.bridge.request.verify.v1',
];
/** A group goes on without a member that was killed after this. */
const SESSION = { KAFKA_SESSION_TIMEOUT_MS: '6000' };

const payloadOf = (record: Seen): Json => json(record)['payload'] as Json;
const idOf = (record: Seen): unknown => json(record)['event_id'];
const different = (records: readonly Seen[]): number => new Set(records.map(idOf)).size;

/** The coordinator is killed, and whoever comes after it goes on. */
onOneBroker(({ bootstrap }) => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await TestSystem.open(bootstrap());
    for (const name of ['intelligence', 'bridge', 'coordinator'] as const) await system.start(name, SESSION).ready();
  });
  afterAll(() => system.close());

  const triggered = (): OnexAsked & { readonly workflowId: string } => {
    const workflowId = `w-${randomUUID()}`;
    const input = { code_content: goodCode() };
    const payload = { workflow_name: 'validate_stamp_publish', workflow_id: workflowId, input, timeout_ms: 600_000 };
    return { ...onexRequest('workflow_trigger', payload), workflowId };
  };
  const states = (workflowId: string) => system.tap.keyed(topicOf('event', 'workflow_state'), workflowId);
  const ended = (workflowId: string) =>
    eventually(
      `${workflowId} has ended`,
      () => states(workflowId).find((record) => payloadOf(record)['state'] === 'completed'),
      120_000,
    );
  /** However often a record came, there is one of each. */
  const oneOfEach = async ({ correlationId, workflowId }: ReturnType<typeof triggered>) => {
    const last = await ended(workflowId);
    expect(payloadOf(last)['nodes_completed']).toEqual(STEPS);
    expect(different(states(workflowId))).toBe(STEPS.length + 1);
    const once = [...REQUESTS, topicOf('response', 'workflow_trigger')];
    const perStep = [topicOf('event', 'node_started'), topicOf('event', 'node_completed')];
    for (const [topics, wanted] of [
      [once, 1],
      [perStep, STEPS.length],
    ] as const) {
      for (const topic of topics) {
        const seen = () => different(system.tap.keyed(topic, correlationId));
        // What was published together is read topic by topic.
        await eventually(`${wanted} on ${topic}`, () => seen() >= wanted);
        expect([topic, seen()]).toEqual([topic, wanted]);
      }
    }
  };

  it.each([
    ['it is asked', 'intelligence', REQUESTS[0]!, 'omninode.codegen.response.validate.v1'],
    ['the code is valid', 'bridge', REQUESTS[1]!, 'omninode.bridge.response.stamp.v1'],
  ] as const)(
    'killed when %s, it goes on with the answer that came while it was away',
    async (_, worker, asks, answers) => {
      await system.app(worker).kill();
      const asked = triggered();
      await system.tap.send(asked);
      await system.tap.first(asks, asked.correlationId, 60_000);
      await system.app('coordinator').kill();
      await system.start(worker, SESSION).ready();
      await system.tap.first(answers, asked.correlationId, 60_000);
      await system.start('coordinator', SESSION).ready();
      await oneOfEach(asked);
    },
  );

  it('killed again and again, it loses no workflow, does nothing twice and answers everybody', async () => {
    const workflows = Array.from({ length: 12 }, triggered);
    const nodes = Array.from({ length: 6 }, () =>
      onexRequest('node_invoke', { node_type: 'effect', node_name: 'stamp', input: { content: randomUUID() } }),
    );
    await system.tap.send(...workflows, ...nodes);
    for (const { correlationId } of [workflows[0]!, workflows[5]!, workflows[11]!]) {
      await system.tap.first(REQUESTS[0]!, correlationId, 60_000);
      await system.app('coordinator').kill();
      await system.start('coordinator', SESSION).ready();
    }
    for (const workflow of workflows) await oneOfEach(workflow);
    for (const { correlationId } of nodes) {
      await system.tap.first(topicOf('response', 'node_invoke'), correlationId, 60_000);
      const replies = system.tap.keyed(topicOf('response', 'node_invoke'), correlationId);
      expect(different(replies)).toBe(1);
      expect(payloadOf(replies[0]!)).toMatchObject({
        success: true,
        result: { blake3_hash: expect.any(String) as string },
      });
    }
  });
});
