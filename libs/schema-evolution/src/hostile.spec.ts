import { cpuTimeOf, ENDLESS_MS } from '../../../test/support/cpu-time';
import { compare } from './compare';
import { versionStep } from './version-step';
import { open, TEXT } from './spec/pair';

function nested(levels: number): unknown {
  let schema: unknown = { type: 'string' };
  for (let level = 0; level < levels; level++) schema = { properties: { a: schema } };
  return schema;
}

/** Each definition twice the one before: two to the power of `levels` when written out. */
function doubling(levels: number, end: unknown, use: (schema: unknown) => unknown) {
  const definitions = Array.from({ length: levels }, (_, at) => [`d${at}`, use({ $ref: `#/$defs/d${at + 1}` })]);
  return { $ref: '#/$defs/d0', $defs: { ...Object.fromEntries(definitions), [`d${levels}`]: end } };
}

const pair = (schema: unknown) => ({ type: 'object', properties: { l: schema, r: schema } });
const both = (schema: unknown) => ({ anyOf: [schema, { allOf: [schema, { minLength: 1 }] }] });

const cyclic: Record<string, unknown> = { type: 'object' };
cyclic['properties'] = { self: cyclic };

const union = (size: number, extra: object) => ({
  oneOf: Array.from({ length: size }, (_, at) => ({ ...open({ kind: { const: `k${at}` } }, 'kind'), ...extra })),
});

const HOSTILE: readonly (readonly [what: string, older: unknown, newer: unknown])[] = [
  ['nests 10,000 levels deep', nested(10_000), nested(10_001)],
  ['is a value that contains itself', cyclic, { type: 'string' }],
  ['doubles at each of 60 levels of unions', doubling(60, TEXT, both), doubling(60, { type: 'integer' }, both)],
  ['has a union of 200 variants', union(200, {}), union(200, { minProperties: 2 })],
  [
    'has 300 patterns of names',
    { patternProperties: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`^${at}`, TEXT])) },
    { patternProperties: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`^${at}`, { type: 'integer' }])) },
  ],
  [
    'has patterns that backtrack for ever',
    { enum: Array.from({ length: 200 }, (_, at) => `${'a'.repeat(40)}${at}b`) },
    { pattern: '^(a+)+$' },
  ],
  ['is no JSON', { const: 1n }, { const: 2n }],
  ['is not a schema', 5, { type: 'string' }],
  [
    'has nothing but wrong values',
    { type: 7, enum: 'x', properties: [], required: {} },
    { type: [8], allOf: [], anyOf: {} },
  ],
  ['refers to what objects inherit', { $ref: '#/constructor' }, { $ref: '#/__proto__' }],
  ['refers to half a percent sign', { $ref: '#/%' }, { $ref: '#/%zz' }],
];

describe('a schema that', () => {
  it.each(HOSTILE)('%s is judged in bounded time and never called compatible', (_what, older, newer) => {
    const spent = cpuTimeOf(() => {
      for (const policy of ['strict', 'tolerant'] as const) {
        const { compatible, findings } = compare(older, newer, { direction: 'full', policy });
        expect(compatible).toBe(false);
        expect(findings.length).toBeGreaterThan(0);
      }
      expect(versionStep(older, newer)).toBe('major');
    });
    expect(spent).toBeLessThan(ENDLESS_MS);
  });

  it('has a union of 40 variants told apart by a constant is decided', () => {
    const [older, newer] = [union(40, {}), union(41, {})];
    expect(compare(older, newer, { direction: 'backward', policy: 'strict' }).findings).toEqual([]);
    expect(compare(newer, older, { direction: 'backward', policy: 'strict' }).findings).toEqual([
      expect.objectContaining({ rule: 'union_branch_removed' }),
    ]);
  });

  it('uses one definition in ever more places costs no more than its definitions', () => {
    const [older, newer] = [{ type: 'integer' }, { type: 'number' }].map((end) => doubling(60, end, pair));
    expect(compare(older, newer, { direction: 'backward', policy: 'strict' }).compatible).toBe(true);
    expect(compare(older, newer, { direction: 'forward', policy: 'strict' }).findings).toEqual([
      expect.objectContaining({ pointer: '/$defs/d60/type', rule: 'type_widened' }),
    ]);
  });
});
