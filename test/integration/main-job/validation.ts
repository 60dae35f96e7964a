import { randomUUID } from 'node:crypto';
import { ask, responseTopic, toSend, type Asked } from './requests';
import type { TestSystem } from './test-system';
import { json, type Json } from './tap';

const STATUS_TOPIC = 'omninode_codegen_status_session_v1';
const GOOD =
  '"""Areas of shapes."""\n\n\ndef area(w: int, h: int) -> int:\n    """The area of a rectangle."""\n    return w * h\n';

export function describeValidation(system: () => TestSystem): void {
  const underscored = (fields: Json): Asked =>
    ask('validate', fields, { style: 'underscored', form: 'onex-v1', sessionId: randomUUID() });
  const reply = async (asked: Asked): Promise<Json> => {
    await system().tap.send(toSend(asked));
    const record = await system().tap.first(responseTopic(asked.op, asked.style), asked.correlationId);
    return json(record)['payload'] as Json;
  };
  const statuses = async (asked: Asked, count: number): Promise<readonly Json[]> =>
    (await system().tap.all(STATUS_TOPIC, asked.sessionId ?? '', count)).map(json);

  it('names a syntax error with its exact position', async () => {
    const answered = await reply(underscored({ code_content: 'x = 1\ndef broken(a)\n    return a\n' }));
    expect(answered).toMatchObject({ is_valid: false, onex_compliance_score: 0 });
    const { issues } = answered['validation_result'] as { issues: Json[] };
    expect(issues[0]).toMatchObject({ code: 'SYN-001', severity: 'error', line: 2, column: 14 });
  });

  it('names undefined names as errors and unused imports as warnings', async () => {
    const answered = await reply(underscored({ code_content: 'import os\n\n\ndef f() -> int:\n    return totl\n' }));
    const { issues } = answered['validation_result'] as { issues: Json[] };
    expect(answered['is_valid']).toBe(false);
    expect(issues.filter(({ severity }) => severity !== 'info')).toEqual([
      expect.objectContaining({ code: 'SEM-002', rule: 'F401', severity: 'warning', line: 1 }),
      expect.objectContaining({ code: 'SEM-001', rule: 'F821', severity: 'error', line: 5, column: 12 }),
    ]);
  });

  it.each(['code_content', 'code', 'content', 'source_code'])('finds the code under %s', async (name) => {
    await expect(reply(ask('validate', { [name]: GOOD }))).resolves.toMatchObject({ is_valid: true });
  });

  it('tells a session that it is processing, then completed', async () => {
    const asked = underscored({ code_content: GOOD });
    await reply(asked);
    const heard = await statuses(asked, 2);
    expect(heard.map(({ payload }) => (payload as Json)['status'])).toEqual(['processing', 'completed']);
    for (const event of heard) {
      expect(event).toMatchObject({
        envelope_version: '1.0',
        event_type: 'CodegenStatusEvent',
        correlation_id: asked.correlationId,
        session_id: asked.sessionId,
        payload: { session_id: asked.sessionId, metadata: { operation: 'validate' }, schema_version: '1.0' },
      });
    }
  });

  it('tells a session that it is processing, then failed, when the code cannot be judged', async () => {
    const asked = underscored({ code_content: 'fn main() {}', language: 'rust' });
    await expect(reply(asked)).resolves.toMatchObject({
      is_valid: false,
      quality_score: 0,
      validation_result: { error: { code: 'unsupported_language' } },
    });
    const heard = await statuses(asked, 2);
    expect(heard.map(({ payload }) => (payload as Json)['status'])).toEqual(['processing', 'failed']);
  });

  it('makes the assessed quality known', async () => {
    const asked = ask('validate', { code_content: GOOD, file_path: 'src/area.py' });
    const answered = await reply(asked);
    const topic = 'omninode.intelligence.event.quality_assessed.v1';
    const event = json(await system().tap.first(topic, asked.correlationId));
    expect(event).toMatchObject({
      event_type: topic,
      correlation_id: asked.correlationId,
      causation_id: asked.eventId,
      source: { service: 'intelligence' },
    });
    expect(event['payload']).toEqual({
      entity_id: 'src/area.py',
      quality_score: answered['quality_score'],
      onex_compliance: expect.any(Number) as number,
      dimensions: expect.objectContaining({ syntax: 1 }) as Json,
    });
  });
}
