import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topicCatalog } from '#contracts';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import type { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { grantPrinted } from './permissions';
import { APPS, type SecuredSystem } from './secured-system';

const SAMPLE = 'test/samples/09-workflow-trigger-dotted.json';

interface Sample {
  readonly value: { readonly payload: object };
}

const STAMP = 'omninode.bridge.request.stamp.v1';

/** A workflow that asks intelligence and bridge. */
const workflow = (JSON.parse(readFileSync(join(projectRoot(), SAMPLE), 'utf8')) as Sample).value.payload;

/** What the bridge has to create before it can answer. */
const MADE_BY_BRIDGE = /bridge.*(response|dlq).*stamp|bridge.request.*stamp.*dlq/;

/** The workers do all they are there for, with the permissions that `omni acl` prints. */
export function describeLeastPrivilege(systemOf: () => SecuredSystem): void {
  const apps = new Map<string, AppProcess>();
  const system = (): SecuredSystem => systemOf();

  beforeAll(async () => {
    const { kafka } = system();
    await applyTopics(
      kafka.admin,
      topicCatalog().filter(({ name }) => !MADE_BY_BRIDGE.test(name)),
    );
    for (const name of APPS) await grantPrinted(system(), name);
    for (const name of APPS) apps.set(name, system().start(name));
    await Promise.all([...apps.values()].map((app) => app.ready()));
  });

  afterAll(() => Promise.all([...apps.values()].map((app) => app.kill())));

  const url = (name: string): Promise<string> => apps.get(name)?.url() ?? Promise.reject(new Error(name));

  it.each([
    ['stamp', { content: 'who may what', namespace: 'security' }],
    ['validate', { code: 'x = 1\n', language: 'python' }],
    ['workflow-trigger', workflow],
  ])('answers %s', async (operation, payload) => {
    const answer = await system().omni(['request', operation, '--style', 'dotted', '--json', JSON.stringify(payload)]);
    expect(answer).toMatchObject({ stderr: '', stdout: expect.stringMatching(/\S/) });
  });

  it('collects a dead letter and sends it again', async () => {
    await system().ask(['publish', '--topic', STAMP, '--key', 'k', '--json', '{"no":"envelope"}']);
    const pages = ['--url', await url('dlq-monitor')];
    const letter = await eventually('the dead letter', async () => (await system().ask(['dlq', 'ls', ...pages]))[0]);
    const retry = await system().omni(['dlq', 'retry', String(letter['id']), '--reason', 'test', '--yes', ...pages]);
    expect(retry).toMatchObject({ code: 0, stderr: '' });
    await eventually('it failed again', async () => {
      const [first] = await system().ask(['dlq', 'ls', '--status', 'all', ...pages]);
      return first?.['attempt'] !== 0 && first;
    });
  });

  it('records what happened, and replays it', async () => {
    const pages = ['--url', await url('recorder')];
    const [event] = await eventually('the event', async () => {
      const found = await system().ask(['events', '--topic', STAMP, ...pages]);
      return found.length > 0 && found;
    });
    const correlation = String(event?.['correlation_id']);
    const replay = await system().omni(['replay', '--correlation', correlation, '--reason', 'test', ...pages]);
    expect(replay).toMatchObject({ code: 0 });
  });

  it('comes to the end of the workflow', async () => {
    const completed = ['--topic', 'omninode.onex.event.node_completed.v1', '--url', await url('recorder')];
    await eventually('two steps are done', async () => (await system().ask(['events', ...completed])).length >= 2);
  });

  it('is refused nothing meanwhile', () => {
    expect(system().kafka.decisions('Denied')).toEqual([]);
  });
}
