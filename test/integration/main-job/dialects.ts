import { randomUUID } from 'node:crypto';
import type { TestSystem } from './test-system';
import { json, type Json } from './tap';

const GOOD =
  '"""Areas of shapes."""\n\n\ndef area(w: int, h: int) -> int:\n    """The area of a rectangle."""\n    return w * h\n';
const DOTTED = 'omninode.codegen.request.validate.v1';

/** What other systems really send, and where each of them listens. */
export function describeDialects(system: () => TestSystem): void {
  const answer = async (
    topic: string,
    from: string,
    message: Json,
    correlationId: string,
    key: string | null = correlationId,
  ): Promise<Json> => {
    await system().tap.send({ topic, key, value: JSON.stringify(message) });
    return json(await system().tap.first(from, correlationId));
  };

  it('answers omniclaude, which sends no event type and no key, on the topic it waits at', async () => {
    const id = randomUUID();
    const message = {
      id: randomUUID(),
      correlation_id: id,
      timestamp: '2025-11-27T10:00:00.123456',
      service: 'omniclaude',
      metadata: {},
      payload: { code: GOOD, contract: { name: 'area' }, node_type: 'COMPUTE', microservice_name: 'area' },
    };
    const [request, response] = ['request', 'response'].map((end) => `dev.omniclaude.codegen.validate.${end}.v1`);
    const reply = await answer(request ?? '', response ?? '', message, id, null);
    expect(reply).toMatchObject({
      service: 'intelligence',
      correlation_id: id,
      payload: { correlation_id: id, is_valid: true, issues: [] },
    });
    expect(Object.keys(reply)).not.toContain('event_type');
  });

  it('answers the flat messages of omninode_bridge, and reports their sessions on its own status topic', async () => {
    const [id, session] = [randomUUID(), randomUUID()];
    const message = { correlation_id: id, session_id: session, schema_version: '1.0', code_content: GOOD };
    const topic = 'dev.omninode-bridge.codegen.request-validate.v1';
    const reply = await answer(topic, 'dev.omninode-bridge.codegen.response-validate.v1', message, id);
    expect(reply).toMatchObject({ correlation_id: id, session_id: session, is_valid: true });
    const statuses = await system().tap.all('dev.omninode-bridge.codegen.status-session.v1', session, 2);
    expect(statuses.map((record) => (json(record)['payload'] as Json)['status'])).toEqual(['processing', 'completed']);
  });

  it.each([
    ['dev.archon-intelligence.intelligence.code-analysis-requested.v1', 'CODE_ANALYSIS_REQUESTED', 'requested'],
    ['omninode.intelligence.code-analysis.requested.v1', 'intelligence.code-analysis-requested', 'requested'],
    ['onex.cmd.omniintelligence.code-analysis.v1', 'omninode.intelligence.event.code_analysis_requested.v1', null],
  ])('completes or fails the code analysis of %s', async (topic, type, word) => {
    const ending = (end: string): string =>
      word === null ? `onex.evt.omniintelligence.code-analysis-${end}.v1` : topic.replace(word, end);
    const ask = (id: string, operation: string): Json => ({
      event_id: randomUUID(),
      event_type: type,
      correlation_id: id.toUpperCase(),
      timestamp: '2025-10-18T10:00:00Z',
      source: 'omniclaude',
      payload: {
        source_path: 'src/area.py',
        content: GOOD,
        language: 'python',
        operation_type: operation,
        options: {},
      },
    });
    const [served, refused] = [randomUUID().toUpperCase(), randomUUID().toUpperCase()];
    const done = await answer(topic, ending('completed'), ask(served, 'QUALITY_ASSESSMENT'), served);
    expect(done['payload']).toMatchObject({
      correlation_id: served,
      source_path: 'src/area.py',
      operation_type: 'QUALITY_ASSESSMENT',
      is_valid: true,
      issues_count: 0,
    });
    const failed = await answer(topic, ending('failed'), ask(refused, 'INFRASTRUCTURE_SCAN'), refused);
    expect(failed['payload']).toMatchObject({
      correlation_id: refused,
      error_code: 'INVALID_OPERATION',
      retry_allowed: false,
      error_details: { code: 'unsupported_operation' },
    });
    await system().tap.first(`${topic}.dlq`, refused);
  });

  it('answers an envelope whose version is an object in that envelope', async () => {
    const id = randomUUID();
    const version = { major: 2, minor: 1, patch: 0 };
    const message = {
      envelope_id: randomUUID(),
      envelope_version: version,
      envelope_timestamp: '2025-11-13 00:00:00',
      correlation_id: id,
      source_tool: 'generator',
      metadata: { event_type: 'CODEGEN_VALIDATION_REQUEST' },
      payload: { code_content: GOOD },
    };
    await expect(answer(DOTTED, DOTTED.replace('request', 'response'), message, id)).resolves.toMatchObject({
      envelope_version: version,
      source_tool: 'intelligence',
      metadata: { event_type: 'codegen.response.validate' },
      payload: { is_valid: true, onex_compliance: 1 },
    });
  });

  it('reads what a schema registry’s serializer has framed', async () => {
    const id = randomUUID();
    const body = Buffer.from(JSON.stringify({ correlation_id: id, payload: { code_content: GOOD } }));
    const value = Buffer.concat([Buffer.from([0, 0, 0, 0, 42]), body]);
    await system().tap.send({ topic: DOTTED, key: id, value });
    const reply = await system().tap.first(DOTTED.replace('request', 'response'), id);
    expect(json(reply)['payload']).toMatchObject({ is_valid: true });
  });
}
