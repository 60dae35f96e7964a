import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { eventually } from '../../support/eventually';
import { ask, responseTopic, toSend } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { json, type Json, type ToSend } from '../main-job/tap';

const QUALITY = 'omninode.intelligence.event.quality_assessed.v1';
const SNAPSHOT = 'omninode.audit.quality_snapshot.v1';
const INDEXED = 'omninode.search.event.document_indexed.v1';
const INDEXED_TOO = 'omninode.document.event.indexed.v1';
const LEARNED = 'omninode.intelligence.event.pattern_learned.v1';
const STATUS = 'omninode_codegen_status_session_v1';
const PROCESSED = 'omninode.bridge.event.document_processed.v1';
const CODE = 'def area(w: int, h: int) -> int:\n    """The area of a rectangle."""\n    return w * h\n';

/** Good enough to be learned. */
const NODE = `"""Totals of orders."""

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute
from totals.models import ModelEntry, ModelTotal


class NodeTotalCompute(NodeCompute):
    """Adds up the amounts of an order in the currency of its customer."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, entry: ModelEntry) -> ModelTotal:
        """The total of all amounts."""
        return ModelTotal(amount=sum(entry.amounts))
`;

/** An event of another service, in the architecture envelope. */
function told(topic: string, payload: Json, service = 'archon-search', eventId = randomUUID()): ToSend {
  const source = { service, instance_id: `${service}-1`, hostname: 'localhost' };
  const ids = { event_id: eventId, event_type: topic, correlation_id: `c-${eventId}`, causation_id: null };
  const envelope = { ...ids, timestamp: '2026-01-02T03:04:05.678Z', version: '1.0.0', source, metadata: {}, payload };
  return { topic, key: `c-${eventId}`, value: JSON.stringify(envelope) };
}

describe('events of the intelligence worker', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  let documents: string;
  beforeAll(async () => {
    broker = await startLocalBroker();
    system = await TestSystem.open(broker.bootstrap);
    documents = await mkdtemp(join(tmpdir(), 'documents-'));
    await system.start('intelligence', { LOG_LEVEL: 'debug', DOCUMENT_SOURCE: documents }).ready();
  });
  afterAll(async () => {
    await system.close();
    await broker.stop();
    await rm(documents, { recursive: true });
  });

  const said = (message: string, facts: Json) =>
    eventually(`the log says that ${message}`, () =>
      system
        .app('intelligence')
        .lines.find((line) => line['message'] === message && Object.entries(facts).every(([k, v]) => line[k] === v)),
    );

  it.each([INDEXED, INDEXED_TOO])('assess a document that %s says was indexed, and audit it', async (topic) => {
    const [eventId, document_id] = [randomUUID(), `doc-${randomUUID()}`];
    const payload = { document_id, collection: 'code', vector_dims: 768, content: CODE, language: 'python' };
    await system.tap.send(told(topic, payload, 'archon-search', eventId));
    const event = json(await system.tap.first(QUALITY, `c-${eventId}`));
    expect(event).toMatchObject({
      causation_id: eventId,
      source: { service: 'intelligence' },
      payload: { entity_id: document_id, dimensions: { syntax: 1 } },
    });
    const snapshot = json(await system.tap.first(SNAPSHOT, document_id))['payload'] as Json;
    const { quality_score, dimensions } = event['payload'] as { quality_score: number; dimensions: Json };
    const { compliance: onex_compliance } = dimensions;
    expect(event['payload']).toHaveProperty('onex_compliance', onex_compliance);
    expect(snapshot['quality_scores']).toEqual({ overall: quality_score, onex_compliance, ...dimensions });
  });

  it('repeat no id when an event comes twice', async () => {
    const eventId = randomUUID();
    const document_id = `doc-${eventId}`;
    const event = told(INDEXED, { document_id, collection: 'code', vector_dims: 768, code: CODE }, 'search', eventId);
    await system.tap.send(event, event);
    for (const [topic, key] of [
      [QUALITY, `c-${eventId}`],
      [SNAPSHOT, document_id],
    ] as const) {
      const [once, again] = (await system.tap.all(topic, key, 2)).map(json);
      expect(again?.['event_id']).toBe(once?.['event_id']);
    }
  });

  it('audit the events of a request', async () => {
    const file = `src/${randomUUID()}.py`;
    const asked = ask('validate', { code_content: CODE, file_path: file });
    await system.tap.send(toSend(asked));
    const quality = json(await system.tap.first(QUALITY, asked.correlationId))['payload'] as Json;
    const snapshot = json(await system.tap.first(SNAPSHOT, file))['payload'] as Json;
    expect(snapshot).toMatchObject({ entity_id: file, quality_scores: { overall: quality['quality_score'] } });
  });

  it('forget what was answered about a document that was processed', async () => {
    const file = `src/${randomUUID()}.py`;
    const asked = ask('validate', { code_content: CODE, file_path: file });
    await system.tap.send(toSend(asked));
    await system.tap.first(responseTopic('validate', 'dotted'), asked.correlationId);
    await system.tap.send(told(PROCESSED, { document_id: file, processing_time_ms: 3 }, 'bridge'));
    await said('a document was processed', { document_id: file, answers: 1 });
  });

  it('forget what was answered about a file that our own bridge has stamped', async () => {
    await system.start('bridge').ready();
    const file = `src/${randomUUID()}.py`;
    const asked = ask('validate', { code_content: CODE, file_path: file });
    await system.tap.send(toSend(asked));
    await system.tap.first(responseTopic('validate', 'dotted'), asked.correlationId);
    await system.tap.send(toSend(ask('stamp', { content: CODE, file_path: file })));
    await said('a document was processed', { answers: 1 });
  });

  it('assess, and learn from, what is only named where its code is at hand', async () => {
    const [indexed, learned] = [`${randomUUID()}.py`, `${randomUUID()}.py`];
    await writeFile(join(documents, indexed), CODE);
    await writeFile(join(documents, learned), NODE);
    const eventId = randomUUID();
    const payload = { document_id: indexed, collection: 'code', vector_dims: 768 };
    await system.tap.send(told(INDEXED, payload, 'archon-search', eventId));
    const { payload: quality } = json(await system.tap.first(QUALITY, `c-${eventId}`)) as { payload: Json };
    expect(quality).toMatchObject({ entity_id: indexed, dimensions: { syntax: 1 } });
    const assessed = randomUUID();
    await system.tap.send(told(QUALITY, { entity_id: learned, quality_score: 0.97 }, 'omniarchon', assessed));
    expect(json(await system.tap.first(LEARNED, `c-${assessed}`))).toMatchObject({
      causation_id: assessed,
      payload: { pattern_id: learned, pattern_type: 'node_structure' },
    });
  });

  it('tell a session what its requests are at when there are many', async () => {
    const sessionId = randomUUID();
    const requirement = (n: number) => `- The system must store order ${n} of a customer within ${n} seconds.\n`;
    const requirements = Array.from({ length: 200 }, (_, n) => requirement(n)).join('');
    const requests = Array.from({ length: 60 }, (_, n) =>
      ask('analyze', { prd_content: `# Orders ${n}\n\n## Requirements\n\n${requirements}` }, { sessionId }),
    );
    await system.tap.send(...requests.map(toSend));
    // Each begins and is completed, and at least one waits long enough to be told of.
    const records = await system.tap.all(STATUS, sessionId, 2 * requests.length + 1);
    const steps = records.map((record) => json(record)['payload'] as Json);
    expect(steps).toContainEqual(expect.objectContaining({ status: 'processing', message: 'waiting for a thread' }));
    const ids = records.map(({ headers }) => headers['event_id']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('end the work on a session that is cancelled', async () => {
    const sessionId = randomUUID();
    const before = ask('validate', { code_content: CODE }, { sessionId });
    await system.tap.send(toSend(before));
    await system.tap.first(responseTopic('validate', 'dotted'), before.correlationId);
    const status = { session_id: sessionId, status: 'cancelled', progress_percentage: 40, message: 'no longer wanted' };
    const about = { metadata: {}, timestamp: '2026-01-02T03:04:05.678Z', schema_version: '1.0' };
    await system.tap.send({ topic: STATUS, key: sessionId, value: JSON.stringify({ ...status, ...about }) });
    await said('a session was cancelled', { session_id: sessionId });
    const after = ask('validate', { code_content: CODE }, { sessionId });
    await system.tap.send(toSend(after));
    const reply = await system.tap.first(responseTopic('validate', 'dotted'), after.correlationId);
    expect(json(reply)).toMatchObject({ error: { code: 'cancelled' } });
    const steps = (await system.tap.all(STATUS, sessionId, 4)).map(
      (record) => json(record)['payload'] as Json | undefined,
    );
    expect(steps.map((step) => step?.['status'])).toEqual(['processing', 'completed', undefined, 'cancelled']);
    await said('request handled', { correlation_id: after.correlationId, outcome: 'refused', code: 'cancelled' });
  });

  it('learn from what others assess, and dead-letter what nobody can read', async () => {
    const [eventId, entity_id] = [randomUUID(), `src/${randomUUID()}.py`];
    await system.tap.send(told(QUALITY, { entity_id, quality_score: 92 }, 'omniarchon', eventId));
    await system.tap.send(told(QUALITY, { entity_id, quality_score: 0.92 }, 'omniarchon'));
    await said('another service assessed an entity', { entity_id, known: false, from: 'omniarchon' });
    expect(json(await system.tap.first(`${QUALITY}.dlq`, `c-${eventId}`))).toMatchObject({
      source_topic: QUALITY,
      error: { code: 'invalid_payload', category: 'contract' },
    });
  });

  it('tell what an operation costs after five hundred answers', async () => {
    const asked = Array.from({ length: 500 }, (_, n) => ask('validate', { code_content: `${CODE}# ${n}\n` }));
    await system.tap.send(...asked.map(toSend));
    const operation = 'codegen.request.validate';
    const topic = 'omninode.intelligence.event.performance_baseline.v1';
    const { payload } = json(await system.tap.first(topic, operation, 50_000)) as { payload: Json };
    expect(payload).toMatchObject({ operation, baseline_metrics: { windows: 10, samples: 500, failures: 0 } });
    const audited = json(await system.tap.first('omninode.audit.performance_baseline.v1', operation));
    expect((audited['payload'] as Json)['metrics']).toEqual(payload['baseline_metrics']);
  });
});
