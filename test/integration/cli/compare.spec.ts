import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVELOPE_FORMS, formOf, routeOfRequest, type JsonObject } from '#contracts';
import { readExchange, writeExchange, type Exchange, type Summary } from '#event-log';
import { circumstanceOf } from '../../../apps/cli/src/replay/compare/circumstances';
import { ASKED } from '../../recorded/questions';
import { SAMPLE } from '../../recorded/record';
import { documents, omni } from './omni';

const LINES = readFileSync(SAMPLE, 'utf8').trimEnd().split('\n');
const EXCHANGES = LINES.map(readExchange);

const operationOf = ({ request }: Exchange) => routeOfRequest(request.topic)?.operation;
const jsonOf = (bytes: Buffer | null) => JSON.parse(String(bytes)) as JsonObject;

/** The first answered stamp in the envelope of the architecture document. */
const STAMPED = EXCHANGES.find(
  (exchange) => operationOf(exchange) === 'stamp' && exchange.reply?.value?.includes('"stamp_time":"'),
)!;

/** With another answer. */
function mutated(change: (reply: JsonObject, payload: JsonObject) => JsonObject): Exchange {
  const reply = STAMPED.reply!;
  const value = jsonOf(reply.value);
  return {
    ...STAMPED,
    reply: { ...reply, value: Buffer.from(JSON.stringify(change(value, value['payload'] as JsonObject))) },
  };
}

describe('omni replay --compare on a sample', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'omni-compare-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const fileOf = (...lines: readonly (string | Exchange)[]): string => {
    const file = join(folder, 'sample.jsonl');
    writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : writeExchange(line)}\n`).join(''));
    return file;
  };
  const compare = async (file: string, ...more: readonly string[]) => {
    const argv = ['replay', '--compare', '--sample', file, '--workers', '1', '--output', 'json', ...more];
    const { code, stdout, stderr } = await omni(argv, { deadlineMs: 240_000 });
    const lines = documents(stdout);
    return { code, stderr, lines: lines.slice(0, -1), summary: lines.at(-1)?.['summary'] as Summary };
  };

  it('has every operation and every envelope in the sample of this repository', () => {
    expect(new Set(EXCHANGES.map(operationOf))).toEqual(new Set(ASKED));
    const forms = EXCHANGES.flatMap(({ reply }) => (reply === null ? [] : [formOf(jsonOf(reply.value))]));
    expect(new Set(forms)).toEqual(new Set(ENVELOPE_FORMS));
    expect(LINES.filter((line) => circumstanceOf(readExchange(line).reply!) !== null)).toEqual([]);
  });

  it('answers as it did when the sample was recorded; on purpose otherwise: npm run sample:record', async () => {
    const { code, lines, summary } = await compare(SAMPLE);
    expect(lines.filter(({ kind }) => kind !== 'not_comparable')).toEqual([]);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ requests: LINES.length, different: 0, outcome_changed: 0, fields: {} });
    // A machine may be so busy that an engine gives up here, too.
    expect(
      Object.keys(summary.reasons)
        .filter((reason) => reason !== 'out_of_time')
        .sort(),
    ).toEqual(['live_state', 'needs_stamps']);
    for (const operation of ASKED) expect(summary.operations[operation]?.equal).toBeGreaterThan(0);
    expect(summary.speed?.answers).toBeGreaterThan(0);
  });

  it('names the field of an answer that is another now, for programs and for people', async () => {
    const file = fileOf(
      STAMPED,
      mutated((reply, payload) => ({ ...reply, payload: { ...payload, blake3_hash: 'f'.repeat(64) } })),
    );
    const { code, lines, summary } = await compare(file);
    expect([code, summary.equal, summary.different]).toEqual([1, 1, 1]);
    const { blake3_hash: now } = jsonOf(STAMPED.reply!.value)['payload'] as JsonObject;
    expect(lines).toEqual([
      {
        request: [STAMPED.request.topic, STAMPED.request.partition, STAMPED.request.offset].join('/'),
        operation: 'stamp',
        kind: 'different',
        differences: [{ path: 'payload.blake3_hash', recorded: 'f'.repeat(64), now }],
      },
    ]);
    const people = await omni(['replay', '--compare', '--sample', file]);
    expect(people.code).toBe(1);
    expect(people.stdout).toMatch(/Fields that differ\n +1 +payload\.blake3_hash +"f{64}" → "[\da-f]{64}"/);
    expect(people.stdout).toMatch(/✗ 2 requests: 1 equal, 1 different, 0 with another outcome, 0 not comparable\n$/);
    expect(await compare(file, '--ignore', 'payload.blake3_hash')).toMatchObject({ code: 0, lines: [] });
  });

  it('tells an answer that was a refusal from one that differs', async () => {
    const { code, summary } = await compare(
      fileOf(mutated((reply) => ({ ...reply, error: { code: 'content_too_large', message: 'too large' } }))),
    );
    expect([code, summary.outcome_changed, summary.different]).toEqual([1, 1, 0]);
    expect(Object.keys(summary.outcomes)).toEqual(['content_too_large → answered']);
  });

  it('counts what cannot be compared with the reason, and takes nothing but that for a failure', async () => {
    const unanswered: Exchange = { ...STAMPED, reply: null, missing: null };
    const strange: Exchange = { ...STAMPED, request: { ...STAMPED.request, topic: 'nobody.knows' } };
    const nonsense: Exchange = { ...STAMPED, reply: { ...STAMPED.reply!, value: Buffer.from('no JSON') } };
    const all = await compare(fileOf(unanswered, strange, nonsense));
    expect([all.code, all.summary.not_comparable]).toEqual([1, 3]);
    expect(all.summary.reasons).toEqual({ unanswered: 1, unknown_topic: 1, unreadable_reply: 1 });
    expect((await compare(fileOf(unanswered, '', STAMPED))).code).toBe(0);
  });

  it.each([
    ['{"request":1}', 2, 'sample_unreadable', /sample\.jsonl:2: \\"request\\" is not an object/],
    ['no JSON', 2, 'sample_unreadable', /sample\.jsonl:2: it is not a JSON object/],
  ])('says which line is none: %s', async (line, code, name, message) => {
    const ended = await compare(fileOf(STAMPED, line));
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(new RegExp(name));
    expect(ended.stderr).toMatch(message);
  });

  it('says that there is nothing', async () => {
    expect(await compare(fileOf())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing_to_compare') as string,
    });
  });
});
