import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeAnalysisFailed } from './operations/validate/code-analysis/answers';
import { checkOf } from './checks';
import { decodeRequest } from './contracts';
import { encodeReply } from './encode-reply';
import type { JsonObject } from './json';
import { OPERATIONS } from './operations';
import type { Outcome } from './outcome';
import type { InboundRecord } from './record';
import { messageOf } from './message';

/** Messages composed from what real clients send; expected results were written without this library. */
interface Golden {
  readonly requests: readonly {
    readonly name: string;
    readonly record: {
      readonly topic: string;
      readonly partition: number;
      readonly offset: string;
      readonly key: string | null;
      readonly headers: Readonly<Record<string, string>>;
      readonly value: string;
    };
    readonly expected: JsonObject;
  }[];
  readonly replies: readonly {
    readonly name: string;
    readonly request: string;
    readonly outcome: Outcome<unknown>;
    readonly expected: JsonObject;
  }[];
}

type GoldenRecord = Golden['requests'][number]['record'];

const GOLDEN = join(__dirname, '../../../test/golden');
const NOW = new Date('2026-01-02T03:04:05.678Z');
const ORIGIN = {
  service: 'golden',
  version: '1.0.0',
  instanceId: 'golden-1',
  hostname: 'host',
  now: () => NOW,
  newId: () => '00000000-0000-4000-8000-000000000000',
};

function inbound({ key, headers, value, ...place }: GoldenRecord): InboundRecord {
  return {
    ...place,
    timestamp: 0,
    key: key === null ? null : Buffer.from(key),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
    value: Buffer.from(value),
  };
}

describe.each(OPERATIONS)('golden %s messages', (operation) => {
  const golden = JSON.parse(readFileSync(join(GOLDEN, `${operation}.json`), 'utf8')) as Golden;
  const recordOf = (name: string): InboundRecord => {
    const found = golden.requests.find((request) => request.name === name);
    if (found === undefined) throw new Error(`no request named ${name}`);
    return inbound(found.record);
  };
  const decoded = (name: string) => {
    const result = decodeRequest(messageOf(recordOf(name)));
    if (result.kind === 'refusal') throw new Error(result.refusal.message);
    return result.request;
  };

  it.each(golden.requests.map((request) => [request.name, request] as const))('reads %s', (name, { expected }) => {
    expect(decoded(name)).toEqual(expected);
  });

  it.each(golden.replies.map((reply) => [reply.name, reply] as const))('replies to %s', (_, reply) => {
    expect(encodeReply(decoded(reply.request), reply.outcome, 12.6, ORIGIN)).toEqual(reply.expected);
  });

  it.each(golden.replies)('has a schema its reply conforms to: $name', ({ request, outcome, expected }) => {
    const value = JSON.parse(String(expected['value'])) as JsonObject;
    const { route } = decoded(request);
    const failed = outcome.kind === 'refusal' && route.fields === 'code-analysis';
    expect(checkOf(failed ? CodeAnalysisFailed : route.dialect.response)(value['payload'] ?? value)).toEqual([]);
  });

  it('has every shape in both home styles, and every other style of the operation', () => {
    const shapes = (style: string) =>
      golden.requests.map(({ name }) => name.split(': ')).filter(([found]) => found === style).length;
    expect(shapes('dotted')).toBe(18);
    expect(shapes('underscored')).toBe(18);
  });
});
