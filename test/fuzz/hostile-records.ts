import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTES, type InboundRecord } from '#contracts';

/** 32 random bits; the same seed gives the same run (Mulberry32, public domain). */
export function randomBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const TOPICS = [...ROUTES.map(({ request }) => request), 'somewhere.else', '__proto__'];

const WORDS = [
  '"__proto__":{"x":1}',
  '"constructor":{"prototype":{}}',
  '"payload":',
  '"payload":"{\\"payload\\":{}}"',
  '"correlation_id":null',
  '"correlation_id":1e400',
  '"correlation_id":7',
  '"envelope_version":{"major":1}',
  '"event_type":"CUSTOM"',
  '"toString":1',
  '\\ud800',
  '\\udfff\\ud83d',
  '\\u0000',
  '\ud83d\ude00',
  '\uFEFF',
  '[[[[[[[[',
  '{"a":{"a":{"a":',
  '}}}}}}}}',
  '"',
  '\\',
  '1e999',
  '-0',
  'NaN',
  'null',
] as const;

type Bits = () => number;

function goldenValues(): readonly Buffer[] {
  const folder = join(__dirname, '../golden');
  return readdirSync(folder)
    .filter((name) => /^[a-z_]+\.json$/.test(name) && name !== 'contract.json')
    .flatMap((name) => {
      const golden = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        requests: { record: { value: string } }[];
      };
      return golden.requests.map(({ record }) => Buffer.from(record.value));
    });
}

/** Bytes nobody should send, without end: the same seed gives the same sequence. */
export function hostileRecords(seed: number): () => InboundRecord {
  const bits = randomBits(seed);
  const goldens = goldenValues();
  const below = (limit: number) => bits() % limit;
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const makers: readonly ((bits: Bits) => Buffer | null)[] = [
    () => Buffer.from(Array.from({ length: below(200) }, () => below(256))),
    () => mutated(pick(goldens), below, pick),
    () => mutated(mutated(pick(goldens), below, pick), below, pick),
    () => spliced(pick(goldens), pick(goldens), below),
    () => doubled(pick(goldens), below),
    () => Buffer.from(`{${Array.from({ length: below(12) }, () => pick(WORDS)).join(below(2) === 0 ? ',' : '')}}`),
    () => (below(50) === 0 ? null : Buffer.from(`{"payload":${JSON.stringify(pick(goldens).toString())}}`)),
    () => textual(mutated(pick(goldens), below, pick), below),
    () => framed(pick(goldens), below),
  ];
  return (): InboundRecord => ({
    topic: pick(TOPICS),
    partition: 0,
    offset: String(bits()),
    timestamp: 0,
    key: below(3) === 0 ? null : Buffer.from(Array.from({ length: below(8) }, () => below(256))),
    headers: below(4) === 0 ? { correlation_id: Buffer.from([below(256), below(256)]) } : {},
    value: pick(makers)(bits),
  });
}

type Below = (limit: number) => number;

function mutated(value: Buffer, below: Below, pick: <Item>(items: readonly Item[]) => Item): Buffer {
  const at = below(value.length + 1);
  const until = Math.min(value.length, at + below(8));
  switch (below(5)) {
    case 0:
      return Buffer.concat([value.subarray(0, at), value.subarray(until)]);
    case 1:
      return Buffer.concat([value.subarray(0, at), Buffer.from(pick(WORDS)), value.subarray(at)]);
    case 2: {
      const copy = Buffer.from(value);
      if (at < copy.length) copy[at] = below(256);
      return copy;
    }
    case 3:
      return value.subarray(0, at);
    default:
      return Buffer.concat([
        value.subarray(0, at),
        value.subarray(at, until),
        value.subarray(at, until),
        value.subarray(until),
      ]);
  }
}

function spliced(one: Buffer, other: Buffer, below: Below): Buffer {
  return Buffer.concat([one.subarray(0, below(one.length)), other.subarray(below(other.length))]);
}

/** Every name twice, the second time with another value. */
function doubled(value: Buffer, below: Below): Buffer {
  const text = value.toString().trimEnd();
  const again = ['null', '1', '"x"', '{}', '[]'][below(5)] as string;
  const names = [...text.matchAll(/"([a-z_]+)":/g)].map(([, name]) => name);
  return Buffer.from(`${text.slice(0, -1)},${names.map((name) => `"${name}":${again}`).join(',')}}`);
}

/** An id that is a number beside text in a payload that need not be JSON. */
function textual(payload: Buffer, below: Below): Buffer {
  const text = payload.toString().slice(below(4));
  return Buffer.from(JSON.stringify({ correlation_id: below(9), payload: text, metadata: text }));
}

function framed(value: Buffer, below: Below): Buffer {
  const head = Buffer.from([0, 0, 0, below(3), below(256)]);
  return Buffer.concat([head.subarray(0, below(6)), value]);
}

/** The few that are too large to be made a million times. */
export function giantValues(): readonly (readonly [string, Buffer])[] {
  const MIB = 1_048_576;
  const deep = 10_000;
  return [
    ['10,000 objects in one another', Buffer.from(`${'{"payload":'.repeat(deep)}{}${'}'.repeat(deep)}`)],
    ['10,000 arrays in one another', Buffer.from(`{"payload":${'['.repeat(deep)}${']'.repeat(deep)}}`)],
    ['10,000 open brackets', Buffer.from('['.repeat(deep))],
    [
      'JSON text in JSON text, nested deep',
      Buffer.from(JSON.stringify({ payload: `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}` })),
    ],
    ['a string of 1 MiB', Buffer.from(`{"correlation_id":"c","payload":{"code_content":"${'a'.repeat(MIB - 60)}"}}`)],
    ['a string of 1 MiB of escapes', Buffer.from(`{"payload":{"code":"${'\\u0000'.repeat(170_000)}"}}`)],
    ['1 MiB of lone surrogates', Buffer.from(`{"payload":{"code":"${'\\ud800'.repeat(170_000)}"}}`)],
    ['1 MiB of quotes', Buffer.from(`{"payload":{"code":"${'\\"'.repeat(500_000)}"}}`)],
    ['an id of 1 MiB', Buffer.from(`{"correlation_id":"${'x'.repeat(MIB - 40)}","payload":{}}`)],
    ['100,000 members', Buffer.from(`{${Array.from({ length: 80_000 }, (_, at) => `"m${at}":1`).join(',')}}`)],
    ['one name 100,000 times', Buffer.from(`{${'"payload":1,'.repeat(80_000)}"payload":{}}`)],
    ['1 MiB of zeros', Buffer.alloc(MIB)],
    ['a digit 1 MiB long', Buffer.from(`{"version":${'9'.repeat(MIB - 20)}}`)],
    ['1 MiB and one byte', Buffer.alloc(MIB + 1, 0x20)],
  ];
}
