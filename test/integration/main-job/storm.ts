import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { eventually } from '../../support/eventually';
import { ask, requestTopic, responseTopic, STYLES, toSend, type Asked } from './requests';
import type { TestSystem } from './test-system';
import { json, type ToSend } from './tap';

const HOSTILE = 500;
const VALID = 60;

const topics = (['validate', 'stamp', 'batch_stamp', 'verify'] as const).flatMap((op) =>
  STYLES.map((style) => requestTopic(op, style)),
);

const anything = fc.anything({ maxDepth: 4, withNullPrototype: false });
const jsonText = fc.oneof(
  fc.json(),
  anything.map((value) => JSON.stringify(value) ?? 'null'),
);

/** What attackers, and honest mistakes, put on a topic. */
const hostileValue: fc.Arbitrary<string | Buffer | null> = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 300 }),
  jsonText,
  fc.integer({ min: 1, max: 20_000 }).map((depth) => `{"payload":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`),
  fc.record({ correlation_id: anything, session_id: anything, payload: anything, event_type: anything }).map(text),
  fc
    .record({ event_type: fc.constantFrom('StampResponse', '__proto__', 'CUSTOM', 'constructor'), payload: anything })
    .map(text),
  fc
    .dictionary(
      fc.constantFrom('content', 'contents', 'code_content', 'blake3_hash', 'namespace', 'language'),
      anything,
    )
    .map((payload) => text({ correlation_id: randomUUID(), payload })),
  fc.constant('{"__proto__":{"polluted":true},"payload":{"__proto__":{"content":"x"},"content":"\\ud800\\u0000"}}'),
  fc.constant(text({ correlation_id: 'x'.repeat(5000), payload: { content: '\u0000' } })),
);

const hostile: fc.Arbitrary<ToSend> = fc.record({
  topic: fc.constantFrom(...topics),
  key: fc.option(
    fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 2000 }).map((b) => Buffer.from(b)),
    ),
  ),
  value: hostileValue,
  headers: fc.dictionary(
    fc.constantFrom('correlation_id', 'event_type', 'x-event-type', 'event_id', 'x-replay-count', '__proto__', ''),
    fc.string({ unit: 'binary', maxLength: 50 }),
  ),
});

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function valid(index: number): Asked {
  return index % 3 === 0
    ? ask('validate', { code_content: `value_${index} = ${index}\n` })
    : ask('stamp', { content: `storm ${index}`, namespace: 'a.b.storm' });
}

export function describeStorm(system: () => TestSystem): void {
  it(`of ${HOSTILE} keeps no valid request from being answered, and nothing is left behind`, async () => {
    const seed = Number(process.env['OMNI_TEST_SEED'] ?? Date.now() % 1_000_000_000);
    console.log(`storm seed ${seed} (run it again with OMNI_TEST_SEED=${seed})`);
    const storm = fc.sample(hostile, { numRuns: HOSTILE, seed });
    const requests = Array.from({ length: VALID }, (_, index) => valid(index));
    const portion = Math.ceil(HOSTILE / VALID);
    for (const [index, request] of requests.entries()) {
      await system().tap.send(...storm.slice(index * portion, (index + 1) * portion), toSend(request));
    }
    for (const { op, style, correlationId } of requests) {
      const reply = await system().tap.first(responseTopic(op, style), correlationId);
      expect(json(reply)).not.toHaveProperty('error');
    }
    expect(system().apps.map(({ exited }) => exited)).toEqual([false, false, false]);
    for (const name of ['bridge', 'intelligence'] as const) await settled(system(), name);
  });
}

/** Everything on the request topics of this app is committed: no record is stuck, none blocks the others. */
async function settled(system: TestSystem, name: 'bridge' | 'intelligence'): Promise<void> {
  const own = topics.filter((topic) => topic.includes('validate') === (name === 'intelligence'));
  const ends = await system.tap.ends(own);
  await eventually(`${name} commits up to the ends`, async () => {
    const committed = await system.tap.committed(system.group(name), own);
    return ends.every(({ topic, partition, offset }) =>
      committed.some((at) => at.topic === topic && at.partition === partition && BigInt(at.offset) >= BigInt(offset)),
    );
  });
}
