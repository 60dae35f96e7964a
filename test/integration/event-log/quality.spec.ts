import * as fc from 'fast-check';
import {
  append,
  findEntity,
  followLog,
  forgetEvents,
  listEntities,
  listHistory,
  opening,
  QUALITY,
  readLive,
  readState,
  REBUILD_JOB,
  rebuildProjection,
  sealEvents,
  type RebuildResult,
} from '#event-log';
import { keyIdsOfSubject, PersonalData, readMasterKeys, subjectHash, writeMasterKeys } from '#personal-data';
import { createJob, findJob, JobRunner, type Database, type JobHandler } from '#storage';
import { eventually } from '../../support/eventually';
import { createLogDatabase, eventOf } from './log-rig';

const TOPIC = QUALITY.topic;

interface Said {
  readonly entity?: unknown;
  readonly score?: unknown;
  /** Of the envelope. */
  readonly id?: string;
  readonly at?: string;
  readonly topic?: string;
  readonly partition?: number;
}

describe('the quality of entities', () => {
  let random: Awaited<ReturnType<typeof createLogDatabase>>;
  let database: Database;
  const runners: JobRunner[] = [];
  let offset = 0;
  beforeEach(async () => {
    random = await createLogDatabase();
    ({ database } = random);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await random.drop();
  });

  const say = async (...facts: readonly Said[]) => {
    const events = facts.map(({ entity = 'a', score = 0.5, id, at, topic = TOPIC, partition = 0 }) => {
      offset += 1;
      const payload = { entity_id: entity, quality_score: score, dimensions: { syntax: 1 } };
      const fields = { payload, event_id: id ?? `event-${offset}`, ...(at !== undefined && { timestamp: at }) };
      return eventOf(offset, fields, { topic, partition });
    });
    await append(database, events);
  };
  const follow = async (projection = QUALITY) => {
    while ((await followLog(database, projection))?.isBehind === true);
  };
  const scores = async (entity: string) =>
    (await listHistory(database.query, entity, {}, 100)).map(({ score }) => score);
  const state = async () => (await readState(database, QUALITY))!;

  const start = (handler: JobHandler) => {
    const runner = new JobRunner(random.open(4), {
      handlers: { [REBUILD_JOB]: handler },
      worker: 'spec',
      onFailed: () => undefined,
      leaseSeconds: 1,
    });
    runners.push(runner);
    runner.start();
    return runner;
  };
  const create = () =>
    createJob(database.query, {
      kind: REBUILD_JOB,
      input: { projection: 'quality' },
      actor: 'ada',
      reason: 'spec',
      rate: null,
    });
  const ended = async (id: string) =>
    eventually('the rebuild has ended', async () => {
      const job = await findJob(database.query, id);
      return job?.ended_at ? job : undefined;
    });
  const rebuild = async (projection = QUALITY) => {
    const { id } = await create();
    const runner = start(rebuildProjection([projection]));
    const job = await ended(id);
    await runner.stop();
    expect(job).toMatchObject({ state: 'done' });
    return job.result as RebuildResult;
  };

  it('is followed while events are appended, and passes over what says none', async () => {
    await say({ score: 0.4 }, { score: 0.9 }, { topic: 'spec.events' }, { score: 'high' }, { score: 92 });
    await follow();
    await say({ score: 0.7 }, { entity: 'b', score: 0.1 }, { entity: 'x'.repeat(100_000) });
    await follow();
    const entity = await findEntity(database.query, 'a');
    expect(entity?.state).toMatchObject({ assessments: 3, best: { score: 0.9 }, worst: { score: 0.4 } });
    expect(await scores('a')).toEqual([0.7, 0.9, 0.4]);
    expect(await state()).toMatchObject({ position: '8', applied: 4, passedOver: 3, lag: { events: 0, seconds: 0 } });
    await say({ topic: 'spec.events' });
    expect((await state()).lag).toEqual({ events: 1, seconds: expect.any(Number) });
  });

  it('counts an event that was sent again once, and that of another entity by itself', async () => {
    await say({ id: 'same', score: 0.4 }, { id: 'same', score: 0.9 });
    await follow();
    await say({ id: 'same', score: 0.1 }, { id: 'same', entity: 'b' });
    await follow();
    expect([await scores('a'), await scores('b')]).toEqual([[0.4], [0.5]]);
  });

  it('forgets what somebody said as if it had never been, in every generation', async () => {
    const masters = readMasterKeys(writeMasterKeys('first'))!;
    const personal = new PersonalData(database, masters);
    const opened = opening(personal, QUALITY);
    const sayAs = async (user: string, entity: string, score: number) => {
      offset += 1;
      const fields = { metadata: { user_id: user }, payload: { entity_id: entity, quality_score: score } };
      const event = eventOf(offset, { ...fields, event_id: `event-${offset}` }, { topic: TOPIC });
      await append(database, await sealEvents(personal, [event], () => new Date()));
    };
    for (const score of [0.3, 0.9]) await sayAs('ada', 'ours', score);
    await sayAs('ada', 'hers', 0.2);
    for (const score of [0.4, 0.6]) await sayAs('bob', 'ours', score);
    await sayAs('ada', 'ours', 0.1);
    await follow(opened);
    expect(await scores('ours')).toEqual([0.1, 0.6, 0.4, 0.9, 0.3]);
    const keys = await keyIdsOfSubject(database.query, subjectHash(masters.indexKey, 'ada'));
    await database.transaction((query) => forgetEvents(query, opened, keys));
    expect([await scores('ours'), await findEntity(database.query, 'hers')]).toEqual([[0.6, 0.4], undefined]);
    await personal.erase({ subject: subjectHash(masters.indexKey, 'ada'), actor: 'spec', reason: 'spec' }, new Date());
    expect(await rebuild(opened)).toMatchObject({ equal: true, differs_at: null });
  });

  it('has its history in the order of the events’ times, whenever they were recorded', async () => {
    await say({ score: 0.1, at: '2026-03-01T00:00:00Z' }, { score: 0.2, at: '2026-01-01T00:00:00Z' });
    await say({ score: 0.3, at: '2026-02-01T00:00:00Z' }, { score: 0.4, at: '2026-02-01T00:00:00Z' });
    await follow();
    expect(await scores('a')).toEqual([0.1, 0.4, 0.3, 0.2]);
    const spring = { from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-03-01T00:00:00Z') };
    expect((await listHistory(database.query, 'a', spring, 1)).map(({ score }) => score)).toEqual([0.4]);
    const entity = await findEntity(database.query, 'a');
    expect(entity?.state).toMatchObject({ first: { score: 0.2 }, best: { score: 0.4 }, worst: { score: 0.1 } });
  });

  it('lists what changed last or is worst first, page by page', async () => {
    await say({ entity: 'a', score: 0.9 }, { entity: 'b', score: 0.1 }, { entity: 'c', score: 0.5 }, { entity: 'a' });
    await follow();
    const list = async (filter: Parameters<typeof listEntities>[1], limit = 10) =>
      (await listEntities(database.query, filter, limit)).map(({ entityId }) => entityId);
    expect(await list({ order: 'recent' })).toEqual(['a', 'c', 'b']);
    expect(await list({ order: 'worst' })).toEqual(['b', 'c', 'a']);
    expect(await list({ order: 'worst', below: 0.5 })).toEqual(['b']);
    for (const order of ['recent', 'worst'] as const) {
      const [first, ...others] = await listEntities(database.query, { order }, 10);
      expect(await list({ order, after: first })).toEqual(others.map(({ entityId }) => entityId));
    }
  });

  it('is moved by one at a time, and is as it was where its transaction is cut', async () => {
    await say({ score: 0.4 }, { score: 0.9 });
    const failing = {
      ...QUALITY,
      apply: async (...parts: Parameters<typeof QUALITY.apply>) => {
        await QUALITY.apply(...parts);
        throw new Error('cut');
      },
    };
    await expect(followLog(database, failing)).rejects.toThrow('cut');
    expect([await readLive(database.query, 'quality'), await scores('a')]).toMatchObject([{ position: '0' }, []]);
    await database.transaction(async (query) => {
      await query(`SELECT FROM projections WHERE name = 'quality' FOR UPDATE`);
      expect(await followLog(database, QUALITY)).toBeNull();
    });
    await follow();
    expect(await scores('a')).toEqual([0.9, 0.4]);
  });

  it('is built anew as it was, and put in the place of what was there', async () => {
    await say(...Array.from({ length: 1_200 }, (_, index) => ({ entity: `e${index % 7}`, score: (index % 11) / 10 })));
    await follow();
    const before = await state();
    const { equal, hash, live_hash, position, generation, applied } = await rebuild();
    expect({ equal, hash, live_hash, position, generation, applied }).toEqual({
      equal: true,
      hash: before.hash,
      live_hash: before.hash,
      position: before.position,
      generation: 2,
      applied: 1_200,
    });
    expect(await state()).toMatchObject({ generation: 2, hash, position });
    for (const table of ['projections', 'quality_history', 'quality_entities']) {
      expect(await database.query(`SELECT DISTINCT generation FROM ${table}`)).toEqual([{ generation: 2 }]);
    }
    await say({ entity: 'e0', score: 1 });
    await follow();
    expect((await state()).applied).toBe(1_201);
  });

  it.each([
    [`UPDATE quality_history SET quality_score = 0.99 WHERE position = 3`, 'quality_history 3'],
    [`DELETE FROM quality_history WHERE position = 2`, 'quality_history 2'],
    [
      `UPDATE quality_entities SET state = jsonb_set(state, '{best,score}', '1') WHERE entity_id = 'b'`,
      'quality_entities b',
    ],
    [`INSERT INTO quality_entities VALUES (1, 'c', 9, 1, '{}')`, 'quality_entities c'],
  ])('is found to differ, and made good: %s', async (tampering, differs_at) => {
    await say({ entity: 'a' }, { entity: 'b', score: 0.2 }, { entity: 'a', score: 0.3 });
    await follow();
    const { hash } = await state();
    await database.query(tampering);
    expect(await rebuild()).toMatchObject({ equal: false, differs_at, hash });
    expect((await state()).hash).toBe(hash);
    expect(await rebuild()).toMatchObject({ equal: true, differs_at: null, hash });
  });

  it('is built by whoever takes over, while events come, and follows them', async () => {
    await say(...Array.from({ length: 3_000 }, (_, index) => ({ entity: `e${index % 50}`, score: (index % 7) / 7 })));
    await follow();
    const { id } = await create();
    let pages = 0;
    /** As a worker does that is killed in the middle of its third step: it is never heard of again. */
    const killed = start((running) =>
      rebuildProjection([
        {
          ...QUALITY,
          apply: async (...parts) => {
            const applied = await QUALITY.apply(...parts);
            pages += 1;
            if (pages === 3) throw new Error('killed');
            return applied;
          },
        },
      ])(running),
    );
    await eventually('it was cut', () => pages === 3);
    await killed.stop();
    const [half] = await database.query<{ applied: number }>(
      'SELECT applied::integer AS applied FROM projections WHERE NOT is_live',
    );
    expect(half).toEqual({ applied: 1_000 });
    await say({ entity: 'late', score: 0.3 });
    await follow();
    start(rebuildProjection([QUALITY]));
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'done', done: 3_001, result: { equal: true, generation: 2, applied: 3_001 } });
    expect(await scores('late')).toEqual([0.3]);
  });

  it('loses nothing and is equal while it is appended to, followed and built anew at once', async () => {
    const stopped = new AbortController();
    const following = (async () => {
      while (!stopped.signal.aborted) await follow();
    })();
    const appended = (async () => {
      for (let round = 0; round < 40; round += 1) {
        await say(
          ...Array.from({ length: 25 }, (_, index) => ({ entity: `e${index % 5}`, id: `${round}-${index % 20}` })),
        );
      }
    })();
    const results = [await rebuild(), await rebuild()];
    await appended;
    stopped.abort();
    await following;
    await follow();
    results.push(await rebuild());
    expect(results.map(({ equal }) => equal)).toEqual([true, true, true]);
    expect((await state()).applied).toBe(1_000);
    const [rows] = await database.query<{ rows: number }>('SELECT count(*)::integer AS rows FROM quality_history');
    // Of 25 events of a round the last five are again the first five.
    expect(rows).toEqual({ rows: 800 });
  });

  it('is the same however events are cut into pages, with repetitions, nonsense and times in any order', async () => {
    const said = fc.record({
      entity: fc.constantFrom<unknown>('a', 'b', 'Ünï \\ \n', '', 7),
      score: fc.constantFrom<unknown>(0, 0.1, 1 / 3, 1, 1.5, null),
      id: fc.nat(9).map(String),
      at: fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}T00:00:00Z`),
      topic: fc.constantFrom(TOPIC, TOPIC, 'spec.events'),
      partition: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(said, { maxLength: 8 }), { maxLength: 6 }), async (pages) => {
        for (const page of pages) {
          await say(...page);
          await follow();
        }
        expect(await rebuild()).toMatchObject({ equal: true, differs_at: null });
      }),
      { numRuns: 8 },
    );
  });

  it('removes what a cancelled rebuild has left with the next one', async () => {
    await say({ entity: 'a' });
    await follow();
    const { id } = await create();
    await database.query(
      `INSERT INTO projections (name, generation, is_live, job_id) VALUES ('quality', 2, false, $1)`,
      [id],
    );
    await database.query(`INSERT INTO quality_entities VALUES (2, 'left', 1, 1, '{}')`);
    await database.query(`UPDATE jobs SET state = 'cancelled', ended_at = clock_timestamp() WHERE id = $1`, [id]);
    expect(await rebuild()).toMatchObject({ equal: true, generation: 3 });
    expect(await database.query(`SELECT DISTINCT generation FROM quality_entities`)).toEqual([{ generation: 3 }]);
    expect(await database.query(`SELECT generation FROM projections`)).toEqual([{ generation: 3 }]);
  });
});
