import { randomUUID } from 'node:crypto';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { AppProcess, type AppName } from '../../support/app-process';
import { EarlierBuild, earlierVersions } from '../../support/earlier-version';
import { eventually } from '../../support/eventually';
import { goodCode, onexRequest, topicOf } from '../coordinator/onex-requests';
import { ask, deadLetterTopic, responseTopic, toSend, type Op } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { json, type Json } from '../main-job/tap';

const APPS = ['bridge', 'dlq-monitor', 'intelligence', 'coordinator', 'recorder'] as const;

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

/** Where a monitor has its dead letters: before /api/v1 there was /dead-letters. */
async function interfaceOf(url: string): Promise<{ readonly pages: string; readonly items: string }> {
  const pages = `${url}/api/v1/dead-letters`;
  return (await fetch(pages)).ok ? { pages, items: 'items' } : { pages: `${url}/dead-letters`, items: 'records' };
}

const versions = earlierVersions();
const describeEarlier =
  versions.length > 0 ? describe.each(versions) : describe.skip.each([{ name: 'no', commit: '' }]);

/** Expand and contract: an app that knows less of the schema than the database has starts and works all the same. */
describeEarlier('an app of $name', (version) => {
  let build: EarlierBuild;
  let broker: LocalBroker;
  let system: TestSystem;
  let started: AppProcess[];

  beforeAll(async () => {
    build = new EarlierBuild(version);
    broker = await startLocalBroker();
  });
  afterAll(async () => {
    build.remove();
    await broker.stop();
  });
  beforeEach(async () => {
    system = await TestSystem.open(broker.bootstrap);
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((app) => app.kill()));
    await system.close();
  });

  /** `this` and `earlier` are also the names they answer under. */
  const start = async (whose: 'this' | 'earlier', name: AppName): Promise<AppProcess> => {
    const env = { ...system.environment(name), INSTANCE_ID: whose };
    const app = AppProcess.start(name, env, whose === 'earlier' ? build.dist : undefined);
    started.push(app);
    return app.ready();
  };
  const startAll = (whose: 'this' | 'earlier', names: readonly AppName[] = APPS) =>
    Promise.all(names.map((name) => start(whose, name)));
  const stopAll = (apps: readonly AppProcess[]) => Promise.all(apps.map((app) => app.stop()));

  const answered = async (op: Op, fields: Json): Promise<Json> => {
    const asked = ask(op, fields);
    await system.tap.send(toSend(asked));
    return json(await system.tap.first(responseTopic(op, 'dotted'), asked.correlationId));
  };
  const uidOf = (reply: Json) => ((reply['payload'] as Json)['metadata'] as Json)['uid'];
  const by = (reply: Json) => (reply['source'] as Json)['instance_id'];

  /** Has a dead letter collected by whichever monitor runs, and decided about by this one; what becomes of it. */
  const decideAt = async (monitor: AppProcess): Promise<unknown> => {
    const correlation_id = randomUUID();
    const letter = { original_topic: 'x', error_message: 'broken', error_code: 'c', error_type: 'T', correlation_id };
    await system.tap.send({ topic: deadLetterTopic('stamp', 'dotted'), key: null, value: JSON.stringify(letter) });
    const { pages, items } = await interfaceOf(await monitor.url());
    const id = await eventually('it is collected', async () => {
      const page = (await (await fetch(`${pages}?correlation_id=${correlation_id}`)).json()) as Json;
      return (page[items] as Json[])[0]?.['id'];
    });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ reason: 'fixed' });
    const response = await fetch(`${pages}/${String(id)}/resolve`, { method: 'POST', headers, body });
    return (((await response.json()) as Json)['record'] as Json)['status'];
  };

  /** A workflow that validates, stamps and publishes; whose coordinator ran it, once its end is in the event log. */
  const runsWorkflow = async (): Promise<unknown> => {
    const payload = { workflow_name: 'validate_stamp_publish', input: { code_content: goodCode() } };
    const { correlationId, ...asked } = onexRequest('workflow_trigger', payload);
    await system.tap.send(asked);
    const reply = await system.tap.first(topicOf('response', 'workflow_trigger'), correlationId);
    const ends = `SELECT 1 FROM event_log JOIN event_sources ON event_sources.id = source_id
      WHERE topic = $1 AND correlation_id = $2 AND convert_from(value, 'UTF8')::jsonb #>> '{payload,state}' = 'completed'`;
    const { query } = system.database.open(1);
    const values = [topicOf('event', 'workflow_state'), correlationId];
    await eventually('its end is recorded', async () => (await query(ends, values)).length === 1);
    return by(json(reply));
  };

  it('starts beside this version on the schema of this version, serves alone, and hands over again', async () => {
    const current = await startAll('this');
    const content = randomUUID();
    const first = await answered('stamp', { content });
    expect(by(first)).toBe('this');
    const earlier = await startAll('earlier');
    await stopAll(current);
    const second = await answered('stamp', { content });
    expect([by(second), uidOf(second)]).toEqual(['earlier', uidOf(first)]);
    expect(uidOf(await answered('stamp', { content: `${content} more` }))).not.toBe(uidOf(first));
    expect(await decideAt(earlier[1]!)).toBe('resolved');
    const validated = await answered('validate', { code_content: NODE, file_path: 'nodes/total.py' });
    expect(by(validated)).toBe('earlier');
    const rows = () => system.database.open(1).query('SELECT node_id FROM learned_nodes');
    await eventually('it is learned', async () => (await rows()).length === 1);
    expect(await runsWorkflow()).toBe('earlier');
    const again = await startAll('this');
    await stopAll(earlier);
    expect(uidOf(await answered('stamp', { content }))).toBe(uidOf(first));
    expect(await decideAt(again[1]!)).toBe('resolved');
    expect(await runsWorkflow()).toBe('this');
    const bad = started.flatMap(({ lines }) => lines.filter(({ level }) => level === 'error' || level === 'fatal'));
    expect(bad).toEqual([]);
  });

  it('leaves a database on which this version goes on', async () => {
    const earlier = await start('earlier', 'bridge');
    const content = randomUUID();
    const first = await answered('stamp', { content });
    await start('this', 'bridge');
    await earlier.stop();
    const second = await answered('stamp', { content });
    expect([by(first), by(second), uidOf(second)]).toEqual(['earlier', 'this', uidOf(first)]);
    await start('this', 'dlq-monitor');
  });
});
