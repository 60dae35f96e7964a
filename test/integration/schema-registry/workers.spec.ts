import { topicCatalog } from '#contracts';
import { SchemaRegistryClient, subjectOf } from '#schema-registry';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { eventually } from '../../support/eventually';
import { documents, omni } from '../cli/omni';
import { ask, responseTopic, toSend } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { json } from '../main-job/tap';
import { onRegistry } from './on-registry';

const GOOD = 'x: int = 1\n';
const OWN = 'omninode.codegen.request.validate.v1';

onRegistry('workers and a schema registry', ({ url }) => {
  let broker: LocalBroker;
  let system: TestSystem;

  beforeAll(async () => {
    broker = await startLocalBroker();
    system = await TestSystem.open(broker.bootstrap);
  });
  afterAll(async () => {
    await system.close();
    await broker.stop();
  });

  it('a worker registers the schemas of its own topics at its start when told to', async () => {
    system.start('intelligence', { SCHEMA_REGISTRY_REGISTER: 'true', SCHEMA_REGISTRY_URL: url() });
    await system.app('intelligence').ready();
    const client = new SchemaRegistryClient({ url: url() });
    const { schema } = await eventually(
      'it is registered',
      () => client.latest(subjectOf(OWN)).catch(() => null),
      60_000,
    );
    expect(schema).toMatchObject({ properties: { payload: { required: ['code_content'] } }, required: ['payload'] });
    await expect(client.latest(subjectOf('omninode.bridge.request.stamp.v1'))).resolves.toBeUndefined();
    await system.app('intelligence').stop();
  });

  it('omni contracts register knows what is there and adds the rest', async () => {
    const argv = ['contracts', 'register', '--registry', url(), '--output', 'json'];
    const { code, stdout } = await omni(argv);
    const [{ registrations } = { registrations: [] }] = documents(stdout) as { registrations: Registered[] }[];
    expect(code).toBe(0);
    expect(registrations).toHaveLength(topicCatalog().length);
    const outcomeOf = (topic: string) => registrations.find(({ subject }) => subject === subjectOf(topic))?.outcome;
    expect([outcomeOf(OWN), outcomeOf('omninode.bridge.request.stamp.v1')]).toEqual(['unchanged', 'created']);
  });
});

interface Registered {
  readonly subject: string;
  readonly outcome: string;
}

it('a worker whose registry is away answers as if there were none, and stops in time', async () => {
  const broker = await startLocalBroker();
  const system = await TestSystem.open(broker.bootstrap);
  system.start('intelligence', { SCHEMA_REGISTRY_REGISTER: 'true', SCHEMA_REGISTRY_URL: 'http://127.0.0.1:1' });
  const app = system.app('intelligence');
  await app.ready();
  const asked = ask('validate', { code_content: GOOD });
  await system.tap.send(toSend(asked));
  const reply = await system.tap.first(responseTopic('validate', 'dotted'), asked.correlationId);
  expect(json(reply)['payload']).toMatchObject({ is_valid: true });
  await eventually('it says so', () => app.lines.some(({ message }) => message === 'schemas are not registered'));
  const { code } = await app.stop();
  expect(code).toBe(0);
  await system.close();
  await broker.stop();
});
