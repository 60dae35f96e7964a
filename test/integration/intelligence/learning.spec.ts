import { randomUUID } from 'node:crypto';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { ask, responseTopic, toSend, type Op } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { json, type Json } from '../main-job/tap';
import { Gate } from './gate';

const LEARNED = 'omninode.intelligence.event.pattern_learned.v1';
const QUALITY = 'omninode.intelligence.event.quality_assessed.v1';
const NOT_SHARED = 'learned nodes are not shared';

const nodeFor = (thing: string): string => `"""Totals of ${thing}s."""

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute
from totals.models import ModelEntry, ModelTotal


class NodeTotalCompute(NodeCompute):
    """Adds up the amounts of a ${thing} in the currency of its customer."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, entry: ModelEntry) -> ModelTotal:
        """The total of all amounts."""
        return ModelTotal(amount=sum(entry.amounts))
`;

interface Told {
  readonly correlationId: string;
  /** The instance that answered. */
  readonly by: string;
  readonly payload: Json;
}

describe('what is learned from validated nodes', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  let gate: Gate;
  const workers: AppProcess[] = [];

  beforeAll(async () => {
    broker = await startLocalBroker();
    system = await TestSystem.open(broker.bootstrap);
    gate = await Gate.open(system.database.url);
    await start('first');
  });

  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await gate.shut();
    await system.close();
    await broker.stop();
  });

  async function start(instance: string): Promise<AppProcess> {
    const settings = { DATABASE_URL: gate.url, INSTANCE_ID: instance };
    const worker = AppProcess.start('intelligence', { ...system.environment('intelligence'), ...settings });
    workers.push(worker);
    return await worker.ready();
  }

  async function answered(op: Op, fields: Json): Promise<Told> {
    const asked = ask(op, fields);
    await system.tap.send(toSend(asked));
    const reply = json(await system.tap.first(responseTopic(op, 'dotted'), asked.correlationId));
    const { instance_id: by } = reply['source'] as { instance_id: string };
    return { correlationId: asked.correlationId, by, payload: reply['payload'] as Json };
  }

  /** Has a node of that file validated, which no worker knows yet; whoever did so knows it then. */
  async function teach(thing: string, file_path = `nodes/${randomUUID()}.py`) {
    const told = await answered('validate', { code_content: nodeFor(thing), file_path });
    expect(told.payload).toMatchObject({ is_valid: true });
    return { ...told, file_path };
  }

  /** The files of the learned nodes that somebody finds like that description. */
  async function similar(thing: string) {
    const node_description = `adds up the amounts of a ${thing} for its customer`;
    const { by, payload } = await answered('pattern', { node_description, node_type: 'compute', limit: 20 });
    const results = payload['pattern_result'] as readonly Json[];
    const nodes = results.filter(({ kind }) => kind === 'similar_node');
    return { by, files: nodes.map(({ node_id }) => node_id) };
  }

  const knownElsewhere = (thing: string, file: string, teacher: string) =>
    eventually('another worker knows it', async () => {
      const { by, files } = await similar(thing);
      return by !== teacher && files.includes(file);
    });

  it('is said once, and found by who describes such a node', async () => {
    const { correlationId, file_path } = await teach('voyage');
    const event = json(await system.tap.first(LEARNED, correlationId));
    expect(event['payload']).toMatchObject({
      pattern_id: file_path,
      pattern_data: { node_type: 'compute', name: 'NodeTotalCompute' },
    });
    const again = await answered('validate', { code_content: `${nodeFor('voyage')}# again\n`, file_path });
    await system.tap.first(QUALITY, again.correlationId);
    await system.tap.readTo(await system.tap.ends([LEARNED]));
    const said = system.tap.on(LEARNED).map((record) => (json(record)['payload'] as Json)['pattern_id']);
    expect(said.filter((id) => id === file_path)).toHaveLength(1);
    expect((await similar('voyage')).files).toContain(file_path);
  });

  it('is remembered by the workers that are started next', async () => {
    const { file_path } = await teach('harvest');
    await workers[0]?.stop();
    await Promise.all([start('second'), start('third')]);
    expect((await similar('harvest')).files).toContain(file_path);
  });

  it('becomes known to a worker that runs already', async () => {
    const { by, file_path } = await teach('mooring');
    await knownElsewhere('mooring', file_path, by);
  });

  it('stays known while the database is away, and is shared again when it is back', async () => {
    const { file_path } = await teach('lighthouse');
    await eventually('both know it', async () => {
      const [a, b] = [await similar('lighthouse'), await similar('lighthouse')];
      return a.by !== b.by && a.files.includes(file_path) && b.files.includes(file_path);
    });
    await gate.shut();
    const { by, file_path: learnedMeanwhile } = await teach('tunnel');
    for (const thing of ['bridge', 'canal', 'quarry', 'harbour']) {
      await teach(thing);
      expect((await similar('lighthouse')).files).toContain(file_path);
    }
    const complaints = workers.map(({ lines }) => lines.filter(({ message }) => message === NOT_SHARED).length);
    expect(Math.max(...complaints)).toBe(1);
    await gate.open();
    await knownElsewhere('tunnel', learnedMeanwhile, by);
  });
});
