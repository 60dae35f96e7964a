import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DECISION_AUDIT_TOPIC, EVENT_TOPICS } from '#contracts';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { documents, omni } from '../cli/omni';
import { DocumentedApi } from '../http/documented-api';
import { ask as askFor, toSend } from '../main-job/requests';
import type { Json } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';

const TOPIC = EVENT_TOPICS.quality_assessed;
const READER = 'reader-token-0123456789';
const OPERATOR = 'operator-token-0123456789';
const CODE = '"""Areas."""\n\n\ndef area(w: int) -> int:\n    """The area of a square."""\n    return w * w\n';

/** The built recorder beside the built intelligence worker, whose assessments it keeps. */
onOneBroker(({ bootstrap }) => {
  let system: TestSystem;
  let url: string;
  let api: DocumentedApi;

  const startRecorder = async () => {
    const topics = [TOPIC, DECISION_AUDIT_TOPIC].join(',');
    const tokens = `rita:reader:${READER},otto:operator:${OPERATOR}`;
    const recorder = await system.start('recorder', { RECORDER_TOPICS: topics, HTTP_TOKENS: tokens }).ready();
    url = await recorder.url();
    return recorder;
  };
  beforeAll(async () => {
    system = await TestSystem.open(bootstrap());
    await startRecorder();
    await system.start('intelligence').ready();
    api = new DocumentedApi((await (await fetch(`${url}/openapi.json`)).json()) as OpenAPIObject);
  });
  afterAll(() => system.close());

  /** The answer, once it is as documented. */
  const ask = async (path: string) => {
    const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${READER}` } });
    return { status: response.status, body: (await api.check('get', `/api/v1${path}`, response)) as Json };
  };
  const rebuildAs = async (token: string, name = 'quality', body: object = { reason: 'spec' }) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const path = `/api/v1/projections/${name}/rebuild`;
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await api.check('post', path, response)) as Json };
  };
  const cli = (...argv: string[]) => omni([...argv, '--url', url], { env: { OMNI_TOKEN: OPERATOR } });
  const itemsOf = async (path: string) => (await ask(path)).body['items'] as readonly Json[];
  const projection = async () => (await itemsOf('/projections'))[0]!;
  const pathOf = (entity: string) => `/quality/${encodeURIComponent(entity)}`;

  /** Of another service; answers when they are followed. */
  const say = async (entity: string, ...scores: readonly unknown[]) => {
    const { applied, passed_over } = await projection();
    const events = scores.map((quality_score, index) => ({
      event_id: randomUUID(),
      event_type: TOPIC,
      timestamp: `2026-01-${String(index + 1).padStart(2, '0')}T00:00:00Z`,
      payload: { entity_id: entity, quality_score },
    }));
    await system.tap.send(...events.map((event) => ({ topic: TOPIC, key: entity, value: JSON.stringify(event) })));
    await eventually(
      'they are followed',
      async () => {
        const now = await projection();
        return (
          Number(now['applied']) + Number(now['passed_over']) >= Number(applied) + Number(passed_over) + scores.length
        );
      },
      30_000,
    );
  };

  it('tells how good code was that the intelligence worker validated, with its compliance', async () => {
    const file_path = `src/${randomUUID()}.py`;
    await system.tap.send(toSend(askFor('validate', { code_content: CODE, file_path })));
    const found = await eventually(
      'it is assessed',
      async () => {
        const { status, body } = await ask(pathOf(file_path));
        return status === 200 && body;
      },
      60_000,
    );
    expect(found).toMatchObject({ entity_id: file_path, assessments: 1, trend: { direction: 'unknown' } });
    const assessment = (await itemsOf(`${pathOf(file_path)}/history`))[0]!;
    expect(assessment).toMatchObject({ source: 'intelligence', dimensions: { syntax: 1 } });
    const { compliance } = assessment['dimensions'] as Json;
    expect(assessment['onex_compliance']).toBe(compliance);
    const event = await ask(`/events/${String(assessment['event_id'])}`);
    expect(event.body).toMatchObject({ kind: 'audit', topic: TOPIC });
  });

  it('tells an entity’s trend, best and worst, and its history page by page', async () => {
    const entity = `doc ${randomUUID()}/ü`;
    await say(entity, 0.9, 0.7, 'nonsense', 0.5, 0.3);
    const { body } = await ask(pathOf(entity));
    expect(body).toMatchObject({
      assessments: 4,
      latest: { quality_score: 0.3 },
      best: { quality_score: 0.9, at: '2026-01-01T00:00:00.000Z' },
      worst: { quality_score: 0.3 },
      trend: { direction: 'falling', assessments: 4 },
    });
    const seen: unknown[] = [];
    let next: unknown;
    do {
      const cursor = typeof next === 'string' ? `&cursor=${next}` : '';
      const page = (await ask(`${pathOf(entity)}/history?limit=3${cursor}`)).body;
      seen.push(...(page['items'] as readonly Json[]).map(({ quality_score }) => quality_score));
      next = page['next'];
    } while (typeof next === 'string');
    expect(seen).toEqual([0.3, 0.5, 0.7, 0.9]);
    const spring = 'from=2026-01-02T00:00:00Z&to=2026-01-05T00:00:00Z';
    expect(await itemsOf(`${pathOf(entity)}/history?${spring}`)).toHaveLength(2);
  });

  it('lists what is worst, or changed last, page by page', async () => {
    const names = [0, 1, 2].map(() => `listed-${randomUUID()}`);
    for (const [index, name] of names.entries()) await say(name, index / 1_000);
    const pages = async (order: string) => {
      const seen: unknown[] = [];
      let next: unknown;
      do {
        const cursor = typeof next === 'string' ? `&cursor=${next}` : '';
        const { body } = await ask(`/quality?order=${order}&below=.01&limit=2${cursor}`);
        seen.push(...(body['items'] as readonly Json[]).map(({ entity_id }) => entity_id));
        next = body['next'];
      } while (typeof next === 'string');
      return seen;
    };
    expect(await pages('worst')).toEqual(names);
    expect(await pages('recent')).toEqual(names.toReversed());
  });

  it('says what is not there, what nobody can mean, and who may not', async () => {
    const refused = async (path: string) => {
      const { status, body } = await ask(path);
      return [status, body['code'], body['parameter']];
    };
    const unknown = pathOf(randomUUID());
    expect(await refused(unknown)).toEqual([404, 'entity_not_found', undefined]);
    expect(await refused(`${unknown}/history`)).toEqual([404, 'entity_not_found', undefined]);
    const backwards = 'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z';
    expect(await refused(`${unknown}/history?${backwards}`)).toEqual([400, 'invalid_parameter', 'to']);
    expect(await refused('/quality?below=2')).toEqual([400, 'invalid_parameter', 'below']);
    expect(await refused('/quality?order=best')).toEqual([400, 'invalid_parameter', 'order']);
    expect(await refused(pathOf('x'.repeat(513)))).toEqual([400, 'invalid_parameter', 'entity_id']);
    expect(await refused(pathOf('a\u0000'))).toEqual([400, 'invalid_parameter', 'entity_id']);
    expect(await rebuildAs(OPERATOR, 'nobody')).toMatchObject({ status: 404, body: { code: 'projection_not_found' } });
    expect(await rebuildAs(OPERATOR, 'quality', {})).toMatchObject({ status: 400, body: { code: 'missing_field' } });
    expect(await rebuildAs(READER)).toMatchObject({ status: 403, body: { code: 'role_needed' } });
  });

  it('is rebuilt by a job in the middle of which a recorder is killed, and equal to what was in use', async () => {
    const entity = `rebuilt-${randomUUID()}`;
    await say(entity, ...Array.from({ length: 28 }, (_, index) => (index % 10) / 10));
    const before = await projection();
    const rows = system.database.open(2);
    const id = await rows.transaction(async (query) => {
      await query('SELECT FROM projections WHERE is_live FOR UPDATE');
      const { status, body } = await rebuildAs(OPERATOR);
      expect([status, body['kind']]).toEqual([202, 'rebuild_projection']);
      const waiting = () => query(`SELECT FROM pg_locks WHERE NOT granted`);
      await eventually('it has built and wants to compare', async () => (await waiting()).length > 0);
      await system.app('recorder').kill();
      return String(body['id']);
    });
    // Its lease need not run out for this.
    await rows.query('UPDATE jobs SET leased_until = clock_timestamp() WHERE id = $1', [id]);
    await startRecorder();
    const job = async () => (await ask(`/jobs/${id}`)).body;
    const ended = await eventually(
      'it has ended',
      async () => {
        const now = await job();
        return now['ended_at'] !== null && now;
      },
      60_000,
    );
    expect(ended).toMatchObject({ state: 'done', result: { equal: true, hash: before['hash'], differs_at: null } });
    expect(await projection()).toMatchObject({ hash: before['hash'], generation: Number(before['generation']) + 1 });
    const audited = await eventually('its end is in the audit trail', async () =>
      (await itemsOf(`/events?correlation_id=${id}`)).find(({ preview }) => String(preview).includes('end_job')),
    );
    expect(audited['topic']).toBe(DECISION_AUDIT_TOPIC);
  });

  it('says on its metrics how far behind it is', async () => {
    await say(randomUUID(), 0.5, -1);
    const metrics = async () => (await fetch(`${url}/metrics`)).text();
    await eventually('it has caught up', async () =>
      /^omninode_projection_lag_events\{projection="quality",service="recorder"\} 0$/m.test(await metrics()),
    );
    expect(await metrics()).toMatch(/^omninode_projection_lag_seconds\{projection="quality",service="recorder"\} 0$/m);
    expect(await metrics()).toMatch(
      /^omninode_projection_events_total\{projection="quality",outcome="passed_over",service="recorder"\} [1-9]/m,
    );
  });

  it('is told and rebuilt on the command line', async () => {
    const entity = `cli/${randomUUID()}`;
    await say(entity, 0.2, 0.4);
    const shown = await cli('quality', entity);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(
      / assessed 2 times {2}▂▄\n\nlatest {2}0\.400 .*\nbest .*\nworst {3}0\.200 .*\ntrend {3}↗ rising/,
    );
    const [json] = documents((await cli('quality', entity, '--output', 'json')).stdout);
    expect(json).toMatchObject({ ...(await ask(pathOf(entity))).body, history: [{ quality_score: 0.4 }, {}] });
    expect((await cli('quality')).stdout).toContain(entity);
    const rebuilt = await cli('projections', 'rebuild', 'quality', '--reason', 'spec', '--output', 'json');
    expect([rebuilt.code, documents(rebuilt.stdout).at(-1)]).toMatchObject([0, { result: { equal: true } }]);
    const rows = system.database.open(1);
    await rows.query(`UPDATE quality_history SET quality_score = 1 WHERE entity_id = $1`, [entity]);
    const tampered = await cli('projections', 'rebuild', 'quality', '--reason', 'spec', '--output', 'json');
    expect([tampered.code, documents(tampered.stdout).at(-1)]).toMatchObject([1, { result: { equal: false } }]);
    expect((await cli('projections', 'ls')).stdout).toMatch(/^NAME .*\nquality {2}\d+ /);
    expect(await cli('quality', randomUUID())).toMatchObject({
      code: 1,
      stderr: 'omni: recorder refused: Nothing has assessed this entity.\n',
    });
  });

  it('answers every operation as the OpenAPI document says', () => {
    expect(api.unasked.filter((name) => /\/(quality|projections)\b/.test(name))).toEqual([]);
  });
});
