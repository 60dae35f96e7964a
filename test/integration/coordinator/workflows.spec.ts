import { randomUUID } from 'node:crypto';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { json, type Json, type Seen } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';
import { goodCode, onexRequest, topicOf } from './onex-requests';

const [VALIDATE, STAMP, PUBLISH] = ['NodeValidateCompute', 'NodeStampEffect', 'NodePublishEffect'];
const WORKFLOW = 'validate_stamp_publish';
/** A group goes on without a member that was killed after this. */
const SESSION = { KAFKA_SESSION_TIMEOUT_MS: '6000' };
const WITHDRAWN = 'omninode.bridge.event.validation_failed.v1';

/** Stamps of one namespace are gone when they are to be looked up. */
const LOSE_STAMPS = `
CREATE FUNCTION lose_stamps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.event->>'type' = 'requested' AND NEW.event->>'step' = 'NodePublishEffect' THEN
    DELETE FROM stamps WHERE namespace = 'lost';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lose_stamps BEFORE INSERT ON saga_events FOR EACH ROW EXECUTE FUNCTION lose_stamps()`;

const LATE = `
SELECT count(*)::integer AS late FROM saga_events
WHERE event->>'type' = 'answered_late' AND saga_id IN
  (SELECT saga_id FROM saga_events WHERE event->'trigger'->>'correlationId' = $1)`;

const payloadOf = (record: Seen): Json => json(record)['payload'] as Json;

/** The built coordinator beside the built bridge and intelligence. */
onOneBroker(({ bootstrap }) => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await TestSystem.open(bootstrap());
    for (const name of ['intelligence', 'bridge', 'coordinator'] as const) await system.start(name, SESSION).ready();
  });
  afterAll(() => system.close());

  const invoke = async (payload: Json) => {
    const asked = onexRequest('node_invoke', payload);
    await system.tap.send(asked);
    const reply = await system.tap.first(topicOf('response', 'node_invoke'), asked.correlationId, 60_000);
    return { asked, reply, payload: payloadOf(reply) };
  };
  const trigger = async (payload: Json, eventId?: string) => {
    const asked = onexRequest('workflow_trigger', { workflow_name: WORKFLOW, ...payload }, eventId);
    await system.tap.send(asked);
    const reply = await system.tap.first(topicOf('response', 'workflow_trigger'), asked.correlationId, 60_000);
    return { asked, reply, payload: payloadOf(reply) };
  };
  /** What the nodes under a correlation id said, as one line each. */
  const nodeEvents = (name: string, correlationId: string) => system.tap.keyed(topicOf('event', name), correlationId);
  const nodesOf = (name: string, correlationId: string) =>
    nodeEvents(name, correlationId).map((record) => payloadOf(record)['node_name']);
  const states = (workflowId: string) =>
    system.tap.keyed(topicOf('event', 'workflow_state'), workflowId).map(payloadOf);
  const ended = (workflowId: string) =>
    eventually(
      `${workflowId} has ended`,
      () => states(workflowId).find(({ state }) => state !== 'running' && state !== 'compensating'),
      60_000,
    );

  it('a node is run by the operation that serves it, and its caller gets what it returned', async () => {
    const { asked, reply, payload } = await invoke({
      node_type: 'compute',
      node_name: VALIDATE,
      input: { code: goodCode() },
    });
    expect(payload).toMatchObject({ node_type: 'compute', node_name: VALIDATE, success: true, error: null });
    expect(payload['result']).toMatchObject({ is_valid: true });
    expect(json(reply)).toMatchObject({ causation_id: asked.eventId, metadata: { trace_id: 'trace-7' } });
    const { correlationId } = asked;
    const [started] = await system.tap.all(topicOf('event', 'node_started'), correlationId, 1);
    expect(payloadOf(started!)).toMatchObject({
      node_type: 'compute',
      node_name: VALIDATE,
      contract: { name: 'codegen.request.validate' },
    });
    const [completed] = await system.tap.all(topicOf('event', 'node_completed'), correlationId, 1);
    expect(payloadOf(completed!)).toMatchObject({ node_name: VALIDATE, result: { is_valid: true } });
    const [request] = system.tap.keyed('omninode.codegen.request.validate.v1', correlationId);
    expect(json(request!)).toMatchObject({ causation_id: asked.eventId, correlation_id: correlationId });
    expect(nodesOf('node_failed', correlationId)).toEqual([]);
  });

  it('a node is answered in the spelling and the envelope that it was asked for in', async () => {
    const correlation_id = randomUUID();
    const payload = { node_type: 'EFFECT', node: 'stamp', input: { content: randomUUID() } };
    const message = {
      envelope_version: '1.0',
      correlation_id,
      session_id: null,
      event_type: 'NodeInvokeRequest',
      payload,
    };
    const value = JSON.stringify({ ...message, timestamp: '2025-10-16 12:34:56' });
    await system.tap.send({ topic: 'omninode_onex_request_node_invoke_v1', key: correlation_id, value });
    const reply = await system.tap.first('omninode_onex_response_node_invoke_v1', correlation_id, 60_000);
    expect(json(reply)).toMatchObject({ envelope_version: '1.0', event_type: 'NodeInvokeResponse', correlation_id });
    expect(payloadOf(reply)).toMatchObject({ node_type: 'effect', node_name: 'stamp', success: true, correlation_id });
  });

  it('valid code is stamped and published, and every step is told', async () => {
    const workflow_id = `release-${randomUUID()}`;
    const { asked, payload } = await trigger({ workflow_id, input: { code_content: goodCode() } });
    expect(payload).toEqual({ workflow_id, accepted: true, state: 'running', error: null });
    expect(await ended(workflow_id)).toEqual({
      workflow_id,
      state: 'completed',
      nodes_completed: [VALIDATE, STAMP, PUBLISH],
    });
    expect(states(workflow_id).map(({ nodes_completed }) => (nodes_completed as string[]).length)).toEqual([
      0, 1, 2, 3,
    ]);
    const { correlationId } = asked;
    expect(nodesOf('node_started', correlationId)).toEqual([VALIDATE, STAMP, PUBLISH]);
    expect(nodesOf('node_completed', correlationId)).toEqual([VALIDATE, STAMP, PUBLISH]);
    const published = payloadOf(nodeEvents('node_completed', correlationId)[2]!)['result'] as Json;
    const [stamp] = system.tap.keyed('omninode.bridge.response.stamp.v1', correlationId);
    expect(published).toMatchObject({
      blake3_hash: payloadOf(stamp!)['blake3_hash'],
      namespace: 'default',
    });
  });

  it('what was stamped is withdrawn when it cannot be published', async () => {
    const workflow_id = `lost-${randomUUID()}`;
    await system.database.open(1).query(LOSE_STAMPS);
    const input = { code_content: goodCode(), namespace: 'lost' };
    const { asked } = await trigger({ workflow_id, input });
    expect(await ended(workflow_id)).toEqual({ workflow_id, state: 'compensated', nodes_completed: [VALIDATE, STAMP] });
    const { correlationId } = asked;
    const [failed] = await system.tap.all(topicOf('event', 'node_failed'), correlationId, 1);
    expect(payloadOf(failed!)).toMatchObject({ node_name: PUBLISH, error: { code: 'stamp_not_found' } });
    const [stamp] = system.tap.keyed('omninode.bridge.response.stamp.v1', correlationId);
    // The bridge has said with the same kind of event that it has no such stamp.
    const events = await system.tap.all(WITHDRAWN, correlationId, 2);
    expect(events.map(payloadOf).filter(({ reason }) => reason === 'withdrawn')).toEqual([
      {
        content_hash: payloadOf(stamp!)['blake3_hash'],
        reason: 'withdrawn',
        validation_errors: ['stamp_not_found: the stamp cannot be looked up: unknown_hash'],
      },
    ]);
  });

  it('code that is not valid is not stamped, and there is nothing to undo', async () => {
    const workflow_id = `broken-${randomUUID()}`;
    const { asked } = await trigger({ workflow_id, input: { code: 'def f(:\n' } });
    expect(await ended(workflow_id)).toMatchObject({ state: 'failed', nodes_completed: [] });
    expect(system.tap.keyed('omninode.bridge.request.stamp.v1', asked.correlationId)).toEqual([]);
  });

  it('one id is one workflow: asked again it is told about, with another input it is refused', async () => {
    const workflow_id = `once-${randomUUID()}`;
    const input = { code_content: goodCode() };
    const first = await trigger({ workflow_id, input });
    await ended(workflow_id);
    const again = await trigger({ workflow_id, input });
    expect(again.payload).toMatchObject({ accepted: true, state: 'completed' });
    const other = await trigger({ workflow_id, input: { code_content: 'x = 1' } });
    expect(other.payload).toMatchObject({ accepted: false, error: { code: 'workflow_id_taken' } });
    expect(nodesOf('node_started', first.asked.correlationId)).toHaveLength(3);
    expect(nodesOf('node_started', again.asked.correlationId)).toEqual([]);
  });

  it('the same request twice is one workflow and one answer, also where it names no id', async () => {
    const eventId = randomUUID();
    const { asked, reply } = await trigger({ input: { code_content: goodCode() } }, eventId);
    await system.tap.send(asked);
    const replies = await system.tap.all(topicOf('response', 'workflow_trigger'), asked.correlationId, 2);
    expect(new Set(replies.map((record) => json(record)['event_id']))).toEqual(new Set([json(reply)['event_id']]));
    await ended(String(payloadOf(reply)['workflow_id']));
    expect(nodesOf('node_started', asked.correlationId)).toHaveLength(3);
  });

  it('a node that fails says why, with the code of its worker', async () => {
    const input = { code_content: 'x', language: 'cobol' };
    const { asked, payload } = await invoke({ node_type: 'compute', node_name: 'validate', input });
    expect(payload).toMatchObject({ node_name: 'validate', success: false, error: { code: 'unsupported_language' } });
    const [failed] = await system.tap.all(topicOf('event', 'node_failed'), asked.correlationId, 1);
    expect(payloadOf(failed!)).toMatchObject({ node_name: 'validate', error: { code: 'unsupported_language' } });
  });

  it.each([
    ['workflow_trigger', { workflow_name: 'make_coffee' }, 'unknown_workflow'],
    ['workflow_trigger', { workflow_name: WORKFLOW, input: {} }, 'invalid_payload'],
    ['node_invoke', { node_type: 'reducer', node_name: VALIDATE }, 'unknown_node'],
    ['node_invoke', { node_type: 'compute', node_name: VALIDATE, input: { code: 7 } }, 'invalid_payload'],
  ])('what there is not is refused at once: %s %j is %s', async (operation, payload, code) => {
    const asked = onexRequest(operation, payload);
    await system.tap.send(asked);
    const reply = await system.tap.first(topicOf('response', operation), asked.correlationId, 60_000);
    expect(payloadOf(reply)).toMatchObject({ error: { code } });
    expect(reply.headers).toMatchObject({ 'x-error-code': code });
  });

  it('a node that nobody serves in time fails with a timeout; what it answers later changes nothing', async () => {
    await system.app('bridge').kill();
    const { asked, payload } = await invoke({
      node_type: 'effect',
      node_name: 'NodeStampEffect',
      input: { content: randomUUID() },
      timeout_ms: 300,
    });
    expect(payload).toMatchObject({ success: false, error: { code: 'timeout' } });
    await system.start('bridge', SESSION).ready();
    await system.tap.first('omninode.bridge.response.stamp.v1', asked.correlationId, 60_000);
    const rows = system.database.open(1);
    await eventually('the late answer is recorded', async () => {
      const [row] = await rows.query<{ late: number }>(LATE, [asked.correlationId]);
      return row?.late === 1;
    });
    expect(system.tap.keyed(topicOf('response', 'node_invoke'), asked.correlationId)).toHaveLength(1);
    expect(nodesOf('node_completed', asked.correlationId)).toEqual([]);
  });

  it('its page shows a workflow with what happened to it', async () => {
    const workflow_id = `page ${randomUUID()}`;
    await trigger({ workflow_id, input: { code_content: goodCode() } });
    await ended(workflow_id);
    const page = `${await system.app('coordinator').url()}/api/v1/workflows/`;
    const shown = (await (await fetch(page + encodeURIComponent(workflow_id))).json()) as Json;
    expect(shown).toMatchObject({ workflow_id, state: 'completed', nodes_completed: [VALIDATE, STAMP, PUBLISH] });
    expect((shown['events'] as Json[]).map(({ type }) => type)).toEqual([
      'begun',
      ...Array.from({ length: 3 }, () => ['requested', 'completed']).flat(),
      'ended',
    ]);
    expect((await fetch(`${page}nobody`)).status).toBe(404);
  });
});
