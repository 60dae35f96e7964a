import { readArguments } from '../arguments';
import { openMonitor } from '../monitor.fixture';
import { projections } from '../projections/projections';
import { PROJECTIONS } from '../projections/command';
import { keptSession } from '../session.fixture';
import { QUALITY } from './command';
import { quality } from './quality';

let recorder: Awaited<ReturnType<typeof openMonitor>>;

beforeAll(async () => {
  recorder = await openMonitor();
});
afterAll(() => recorder.close());
beforeEach(() => recorder.forget());

async function run(json: boolean, [name, ...argv]: readonly string[]) {
  const { session, printed } = keptSession(json);
  const [command, does] = name === 'quality' ? ([QUALITY, quality] as const) : ([PROJECTIONS, projections] as const);
  const code = await does(readArguments(command, [...argv, '--url', recorder.url]), session);
  return { code, printed: printed() };
}
const paths = () => recorder.asked.map(({ path }) => path);

const point = (quality_score: number, day: number) => ({
  at: `2026-01-0${day}T00:00:00.000Z`,
  quality_score,
  event_id: `e-${day}`,
});
const recent = [point(0.05, 1), point(0.5, 2), point(1, 3)];
const ENTITY = {
  entity_id: 'src/a.py\u001b[31m',
  assessments: 3,
  latest: recent[2],
  best: recent[2],
  worst: recent[0],
  first: recent[0],
  trend: { direction: 'rising', per_day: 0.475, change: 0.95, assessments: 3 },
  recent,
};
const ASSESSMENT = { ...point(1, 3), onex_compliance: null, dimensions: { syntax: 1, typing: 0.5 }, source: 'spec' };

describe('omni quality', () => {
  it('shows an entity: latest, best, worst, trend and history', async () => {
    recorder.answers.push({ body: ENTITY }, { body: { items: [ASSESSMENT], next: null } });
    const { code, printed } = await run(false, ['quality', 'src/a.py', '--since', '2026-01-01']);
    expect(code).toBe(0);
    expect(printed).toBe(
      [
        'src/a.py\\u001b[31m  assessed 3 times  ▁▅█',
        '',
        'latest  1.000  2026-01-03T00:00:00.000Z  e-3',
        'best    1.000  2026-01-03T00:00:00.000Z  e-3',
        'worst   0.050  2026-01-01T00:00:00.000Z  e-1',
        'trend   ↗ rising: +0.950 over the last 3 (+0.475 a day)',
        '',
        'TIME                      SCORE  ONEX  SOURCE  DIMENSIONS',
        '2026-01-03T00:00:00.000Z  1.000  -     spec    syntax 1, typing 0.5',
      ].join('\n'),
    );
    const from = encodeURIComponent('2026-01-01T00:00:00.000Z');
    expect(paths()).toEqual(['/api/v1/quality/src%2Fa.py', `/api/v1/quality/src%2Fa.py/history?from=${from}&limit=20`]);
  });

  it('is one object with its history for programs', async () => {
    recorder.answers.push({ body: ENTITY }, { body: { items: [ASSESSMENT], next: null } });
    const { printed } = await run(true, ['quality', 'a']);
    expect(JSON.parse(printed)).toEqual({ ...ENTITY, history: [ASSESSMENT] });
  });

  it('lists entities, the worst or the last that changed first', async () => {
    recorder.answers.push({ body: { items: [ENTITY], next: 'more' } });
    const { printed } = await run(false, ['quality', '--worst', '--below', '0.5', '--max', '1']);
    expect(printed.split('\n')).toEqual([
      'LATEST  TREND  BEST   WORST  ASSESSED  AT                        ENTITY',
      '1.000   ↗ ▁▅█  1.000  0.050  3×        2026-01-03T00:00:00.000Z  src/a.py\\u001b[31m',
      '',
      'There are more: --max N shows more of them.',
    ]);
    recorder.answers.push({ body: { items: [], next: null } });
    expect((await run(false, ['quality'])).printed).toBe('no entities');
    expect(paths()).toEqual(['/api/v1/quality?order=worst&below=0.5&limit=1', '/api/v1/quality?order=recent&limit=20']);
  });

  it.each([
    [['quality', '--since', '15m'], '--since is only for ENTITY'],
    [['quality', 'a', '--worst'], '--worst is not for ENTITY'],
    [['quality', 'a', '--since', 'yesterday'], '--since must be an instant'],
    [['quality', '--below', '7'], '--below must be a number from 0 to 1'],
    [['quality', 'a', 'b'], 'unexpected argument "b"'],
    [['projections', 'rebuild', 'quality'], 'say why: --reason TEXT'],
    [['projections', 'rebuild', '--reason', 'x'], 'NAME is missing'],
  ])('%j is refused before anybody is asked', async (argv, sentence) => {
    await expect(run(false, argv)).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(sentence) });
    expect(recorder.asked).toEqual([]);
  });
});

describe('omni projections', () => {
  it.each([
    [true, 0],
    [false, 1],
  ])('rebuilds, and says whether it was equal: %s', async (equal, exit) => {
    const job = { id: 'j', state: 'done', done: 2, total: 2, result: { equal }, error: null, ended_at: 'now' };
    recorder.answers.push({ status: 202, body: job }, { body: job });
    const { code, printed } = await run(false, ['projections', 'rebuild', 'quality', '--reason', 'why']);
    expect([code, printed]).toEqual([exit, `done  2/2  {"equal":${equal}}`]);
    expect(recorder.asked[0]).toMatchObject({ path: '/api/v1/projections/quality/rebuild', body: '{"reason":"why"}' });
  });

  it('says the job where it is not waited for', async () => {
    recorder.answers.push({ status: 202, body: { id: 'j' } });
    const { code, printed } = await run(false, ['projections', 'rebuild', 'quality', '--reason', 'why', '--detach']);
    expect([code, printed]).toEqual([0, 'j']);
  });

  it('lists how far each is, with its hash', async () => {
    const one = { name: 'quality', position: '7', lag_events: 0, applied: 5, passed_over: 1, hash: 'ab' };
    recorder.answers.push({ body: { items: [one], next: null } });
    expect((await run(false, ['projections', 'ls'])).printed).toBe(
      'NAME     POSITION  LAG  APPLIED  PASSED OVER  HASH\nquality  7         0    5        1            ab',
    );
  });
});
