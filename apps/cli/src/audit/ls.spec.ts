import { readArguments } from '../arguments';
import { openMonitor } from '../monitor.fixture';
import { keptSession } from '../session.fixture';
import { AUDIT } from './command';
import { ls } from './ls';

let recorder: Awaited<ReturnType<typeof openMonitor>>;

beforeAll(async () => {
  recorder = await openMonitor();
});
afterAll(() => recorder.close());
beforeEach(() => recorder.forget());

async function run(json: boolean, ...argv: string[]) {
  const { session, printed } = keptSession(json);
  const code = await ls(readArguments(AUDIT, ['ls', ...argv, '--url', recorder.url]), session);
  return { code, printed: printed() };
}

const event = (preview: string) => ({
  event_id: 'e1',
  recorded_at: '2026-01-31T12:00:00.000Z',
  source: 'dlq-monitor',
  preview,
});
const WHOLE = '{"payload":{"agent_name":"ada","task":{"kind":"discard_dead_letters","reason":"said \\"no\\""}}}';

describe('omni audit ls', () => {
  it('tells who did what and why, of a value that is cut off, too', async () => {
    recorder.answers.push({ body: { items: [event(WHOLE), event(WHOLE.slice(0, 80))], next: null } });
    const { code, printed } = await run(true, '--max', '2', '--from', '2026-01-01T00:00:00Z');
    const entries = printed.split('\n').map((line) => JSON.parse(line) as unknown);
    expect([code, entries]).toEqual([
      0,
      [
        expect.objectContaining({ actor: 'ada', action: 'discard_dead_letters', reason: 'said "no"' }),
        expect.objectContaining({ actor: 'ada', action: 'discard_dead_letters', reason: null }),
      ],
    ]);
    expect(recorder.asked.map(({ path }) => path)).toEqual([
      '/api/v1/events?topic=omninode.audit.agent_execution.v1&from=2026-01-01T00%3A00%3A00.000Z&limit=2',
    ]);
  });

  it('shows a line for each', async () => {
    recorder.answers.push({ body: { items: [event(WHOLE)], next: 'c' } });
    const { printed } = await run(false, '--max', '1');
    expect(printed).toMatch(/ada\s+discard_dead_letters\s+dlq-monitor\s+e1\s+said "no"\n\nThere are more/);
  });
});
