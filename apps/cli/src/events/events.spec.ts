import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readArguments } from '../arguments';
import type { Run } from '../command';
import { eventually } from '../../../../test/support/eventually';
import { keptSession } from '../session.fixture';
import type { Hop, SessionAnswer, TraceAnswer } from './answers';
import { EVENTS, SESSION, TRACE } from './command';
import { events } from './events';
import { session } from './session';
import { showSession } from './show-session';
import { showTrace } from './show-trace';
import { trace } from './trace';
import { traceAsMermaid } from './trace-as-mermaid';

const plain = (_style: string, text: string): string => text;
const tagged = (style: string, text: string): string => `<${style}>${text}</${style}>`;

function hop(n: number, parent: number | null, depth: number, given: Partial<Hop> = {}): Hop {
  return {
    event_id: `id-${n}`,
    parent: parent === null ? null : `id-${parent}`,
    depth,
    at: `2026-11-29T12:00:00.00${n}Z`,
    topic: 'a.event.v1',
    partition: 0,
    offset: String(n),
    pattern: 'event',
    event_type: null,
    source: null,
    correlation_id: 'c-1',
    latency_ms: parent === null ? null : n,
    found_by: parent === null ? null : 'causation',
    marks: [],
    error_code: null,
    status: null,
    progress: null,
    message: null,
    outcome: null,
    duration_ms: null,
    ...given,
  };
}

const ANSWER: TraceAnswer = {
  correlation_id: 'c-1',
  outcome: 'failed',
  started_at: '2026-11-29T12:00:00.000Z',
  duration_ms: 6_200,
  complete: true,
  events: [
    hop(0, null, 0, {
      topic: 'a.request.v1',
      event_type: 'Asked',
      pattern: 'request',
      outcome: 'dead_lettered',
      duration_ms: 12,
    }),
    hop(1, 0, 1),
    hop(2, 1, 2, { latency_ms: 1_250, event_type: 'a.event.v1' }),
    hop(3, 1, 2, { latency_ms: -3, marks: ['duplicate'] }),
    hop(4, 0, 1, {
      event_type: 'CodegenStatusEvent',
      found_by: 'time',
      status: 'processing',
      progress: 10,
      message: 'begun',
    }),
    hop(5, 0, 1, { topic: 'a.response.v1', pattern: 'response', found_by: 'reply', error_code: 'invalid_payload' }),
    hop(6, 0, 1, {
      topic: 'a.request.v1.dlq',
      pattern: 'dlq',
      found_by: 'record',
      error_code: 'invalid_payload',
      latency_ms: 6_200,
    }),
    hop(7, null, 0, { marks: ['missing_cause'] }),
  ],
};

const SPENT: SessionAnswer = {
  session_id: 's-1',
  status: 'completed',
  progress: 100,
  started_at: '2026-11-29T12:00:00.000Z',
  duration_ms: 6_200,
  complete: false,
  requests: { answered: 3, failed: 1, pending: 0 },
  success_rate: 0.75,
  durations_ms: { avg: 1_500.4, min: 10, max: 5_800, p50: 90, p95: 5_800, p99: 5_800 },
  by_type: [{ name: 'Asked', events: 8, errors: 1 }],
  by_topic: [
    { name: 'a.request.v1', events: 4, errors: 0 },
    { name: 'a.response.v1', events: 4, errors: 1 },
  ],
  bottlenecks: [{ topic: 'a.request.v1', requests: 4, p95_ms: 5_800, severity: 'critical' }],
  timeline: ANSWER.events.slice(0, 2),
};

describe('a trace', () => {
  it('is a tree of causes for people', () => {
    expect(`\n${showTrace(ANSWER, plain)}\n`).toBe(`
failed  8 events in 6.2 s  c-1

2026-11-29T12:00:00.000Z  Asked  a.request.v1 0@0  dead-lettered in 12 ms
+1 ms                     ├─ a.event.v1  0@1
+1.3 s                    │  ├─ a.event.v1  0@2
-3 ms                     │  └─ a.event.v1  0@3  duplicate
+4 ms                     ├─ ~ CodegenStatusEvent  a.event.v1 0@4  processing 10 % begun
+5 ms                     ├─ a.response.v1  0@5  invalid_payload
+6.2 s                    └─ a.request.v1.dlq  0@6  invalid_payload
2026-11-29T12:00:00.007Z  a.event.v1  0@7  missing cause
`);
  });

  it('shows in colour what failed, what took long and what is unusual', () => {
    const text = showTrace(ANSWER, tagged);
    expect(text).toContain('<red>failed</red>');
    expect(text).toContain('+<yellow>1.3 s</yellow>');
    expect(text).toContain('<red>invalid_payload</red>');
    expect(text).toContain('<yellow>missing cause</yellow>');
  });

  it('says when it is not all', () => {
    expect(showTrace({ ...ANSWER, complete: false }, plain)).toMatch(
      /\n\nThere are more events: these are the first\.$/,
    );
  });

  it('is a flowchart for mermaid', () => {
    expect(`\n${traceAsMermaid(ANSWER)}\n`).toBe(`
flowchart TD
  n0(["Asked<br/>a.request.v1<br/>dead_lettered"]):::failed
  n1["a.event.v1"]
  n2["a.event.v1"]
  n3["a.event.v1<br/>duplicate"]
  n4["CodegenStatusEvent<br/>a.event.v1<br/>processing"]
  n5["a.response.v1<br/>invalid_payload"]:::failed
  n6["a.request.v1.dlq<br/>invalid_payload"]:::failed
  n7["a.event.v1<br/>missing_cause"]
  n0 -->|1 ms| n1
  n1 -->|1.3 s| n2
  n1 -->|-3 ms| n3
  n0 -.->|4 ms| n4
  n0 -.->|5 ms| n5
  n0 -->|6.2 s| n6
  classDef failed stroke:#c00,color:#c00
`);
  });

  it('commands neither a terminal nor mermaid, whatever was recorded', () => {
    const hostile = '"] --> x\u001b[31m<script>\n%%`';
    const answer = {
      ...ANSWER,
      correlation_id: hostile,
      events: [hop(0, null, 0, { event_type: hostile, topic: hostile })],
    };
    expect(showTrace(answer, plain).split('\n')).toHaveLength(3);
    expect(showTrace(answer, plain)).not.toContain('\u001b');
    expect(traceAsMermaid(answer)).toContain('n0["#34;#93; --#62; x#27;#91;31m#60;script#62;#10;#37;#37;#96;"]');
  });
});

describe('a session', () => {
  it('is told in figures, and as a timeline', () => {
    expect(`\n${showSession(SPENT, plain)}\n`).toBe(`
completed 100 %  2 events in 6.2 s since 2026-11-29T12:00:00.000Z  s-1
There are more events: these are the first.

requests  3 answered, 1 failed, 0 pending
success   75 %
duration  avg 1.5 s, min 10 ms, max 5.8 s, p50 90 ms, p95 5.8 s, p99 5.8 s

Bottlenecks
  critical  p95 5.8 s  4 requests  a.request.v1

By topic
  4           a.request.v1
  4  1 error  a.response.v1

By type
  8  1 error  Asked

Timeline
  2026-11-29T12:00:00.000Z  Asked  a.request.v1 0@0  dead-lettered in 12 ms
  2026-11-29T12:00:00.001Z  a.event.v1  0@1
`);
  });
});

describe('the commands', () => {
  let server: Server;
  let url = '';
  let asked: string[] = [];
  let answers: { readonly status?: number; readonly body: unknown }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const { status = 200, body } = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(status).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    asked = [];
    answers = [];
  });

  const COMMANDS = { trace: [TRACE, trace], events: [EVENTS, events], session: [SESSION, session] } as const;
  async function run(name: keyof typeof COMMANDS, json: boolean, ...argv: string[]) {
    const [command, start]: readonly [typeof TRACE, Run] = COMMANDS[name];
    const { session: kept, printed } = keptSession(json);
    const code = await start(readArguments(command, [...argv, '--url', url]), kept);
    return { code, printed: printed() };
  }

  const event = (position: number) => ({
    position: String(position),
    event_id: `e-${position}`,
    topic: 't',
    unreadable: null,
  });

  it('ask for one id, whatever is in it', async () => {
    answers = [{ body: ANSWER }, { body: SPENT }, { body: { payload: '{"a":1}', event_id: 'e-1', key: null } }];
    expect((await run('trace', false, 'a/b?c', '--output', 'json')).printed).toBe(JSON.stringify(ANSWER));
    expect((await run('session', true, 'ä')).printed).toBe(JSON.stringify(SPENT));
    expect((await run('events', false, 'e-1')).printed).toBe('event_id  e-1\n\n{\n  "a": 1\n}');
    expect(asked).toEqual(['/api/v1/traces/a%2Fb%3Fc', '/api/v1/sessions/%C3%A4', '/api/v1/events/e-1']);
  });

  it('list events by the same filters', async () => {
    answers = [{ body: { items: [event(2), event(1)], next: null } }];
    const filters = ['--topic', 't', '--type', 'x', '--correlation-id', 'c', '--session', 's'];
    const times = ['--from', '2026-01-31T12:00:00+01:00', '--to', '2026-02-01'];
    const { printed } = await run('events', true, ...filters, ...times, '--max', '7');
    expect(printed).toBe([event(2), event(1)].map((one) => JSON.stringify(one)).join('\n'));
    expect(asked).toEqual([
      '/api/v1/events?topic=t&event_type=x&correlation_id=c&session_id=s' +
        '&from=2026-01-31T11%3A00%3A00.000Z&to=2026-02-01T00%3A00%3A00.000Z&limit=7',
    ]);
  });

  it('take a time for so long ago', async () => {
    answers = [{ body: { items: [], next: null } }];
    const ago = () => Date.now() - 15 * 60_000;
    const before = ago();
    expect((await run('events', false, '--from', '15m')).printed).toBe('no events');
    const from = Date.parse(new URL(asked[0] ?? '', url).searchParams.get('from') ?? '');
    expect(from).toBeGreaterThanOrEqual(before);
    expect(from).toBeLessThanOrEqual(ago());
  });

  it.each(['yesterday', '7', '2026-13-01'])('refuse %s for a time', async (time) => {
    await expect(run('events', false, '--from', time)).rejects.toMatchObject({ code: 'usage' });
    expect(asked).toEqual([]);
  });

  it('follow: first the newest, then what comes, each once and in order', async () => {
    answers = [
      { body: { items: [event(2), event(1)], next: 'more' } },
      { body: { items: [event(4), event(3)], next: 'n' } },
      { body: { items: [event(2)], next: 'n' } },
      { body: { items: [event(4)], next: null } },
    ];
    const { session: kept, printed, end } = keptSession(true);
    const following = events(readArguments(EVENTS, ['--follow', '--max', '2', '--url', url]), kept);
    await eventually('it has looked often enough', () => answers.length === 0);
    end();
    await expect(following).rejects.toMatchObject({ name: 'AbortError' });
    expect(printed()).toBe([1, 2, 3, 4].map((position) => JSON.stringify(event(position))).join('\n'));
  });

  it('say "no" for what is not there', async () => {
    answers = [{ status: 404, body: { code: 'trace_not_found', detail: 'There is none.' } }];
    await expect(run('trace', false, 'x')).rejects.toMatchObject({
      code: 'no',
      message: 'recorder refused: There is none.',
    });
    answers = [{ status: 404, body: { code: 'not_found', detail: 'No such page.' } }];
    await expect(run('trace', false, 'x')).rejects.toMatchObject({ code: 'usage' });
  });
});
