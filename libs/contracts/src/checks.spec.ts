import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { HASH, NOW, REQUESTS, RESULTS, SESSION_ID } from '../spec/fixtures';
import { CATALOG, PAYLOAD_CLASSES, routeOf } from './contracts';
import { REQUEST_PAYLOADS, RESPONSE_PAYLOADS } from './operations';
import { checkOf } from './checks';
import { OPERATIONS } from './operations';
import { CodeAnalysisCompleted, CodeAnalysisFailed } from './operations/validate/code-analysis/answers';
import { DeadLetter } from './payloads/dead-letter';
import { CodegenStatusEvent } from './payloads/status';
import { ValidationResult } from './operations/validate/result';
import type { PayloadClass } from './schemas';

const COMMON = {
  correlation_id: 'c',
  session_id: SESSION_ID,
  processing_time_ms: 0,
  timestamp: NOW,
  schema_version: '1.0',
};

/** A conforming payload by class: the catalog's, and for those that matter most one with every field set. */
const SAMPLES = new Map<PayloadClass, object>([
  ...CATALOG.toReversed().map(({ payload, sample }) => [payload, sample] as const),
  ...OPERATIONS.map((operation) => [REQUEST_PAYLOADS[operation], REQUESTS[operation]] as const),
  ...OPERATIONS.map((operation) => {
    const fields = routeOf(operation, 'underscored').dialect.answer(RESULTS[operation]);
    return [RESPONSE_PAYLOADS[operation], { ...COMMON, ...fields }] as const;
  }),
  [
    CodeAnalysisCompleted,
    {
      correlation_id: 'c',
      operation_type: 'QUALITY_ASSESSMENT',
      source_path: 'a.py',
      processing_time_ms: 0,
      timestamp: NOW,
      language: 'python',
      quality_score: 1,
      onex_compliance: 1,
      is_valid: true,
      issues_count: 0,
      issues: [{}],
      recommendations: ['r'],
    },
  ],
  [
    CodeAnalysisFailed,
    {
      correlation_id: 'c',
      operation_type: 'QUALITY_ASSESSMENT',
      source_path: 'a.py',
      processing_time_ms: 0,
      timestamp: NOW,
      error_message: 'no',
      error_code: 'INVALID_INPUT',
      retry_allowed: false,
      retry_count: 0,
      error_details: {},
      suggested_action: null,
    },
  ],
  [
    CodegenStatusEvent,
    {
      session_id: SESSION_ID,
      status: 'processing',
      progress_percentage: 10,
      message: '',
      metadata: {},
      timestamp: NOW,
      schema_version: '1.0',
    },
  ],
  [
    DeadLetter,
    {
      original_event: {},
      error: {
        code: 'invalid_json',
        category: 'contract',
        error_type: 'ContractError',
        error_message: '',
        stack_trace: null,
        timestamp: NOW,
        details: [{ path: '' }],
      },
      retry_count: 0,
      max_retries: 3,
      dlq_timestamp: NOW,
      source_topic: 't',
      consumer_group: 'g',
      consumer_instance: 'i',
      original_topic: 't',
      original_partition: 0,
      original_offset: '0',
      error_type: 'ContractError',
      error_message: '',
      error_stack_trace: null,
      failed_at: NOW,
      correlation_id: null,
      event_type: null,
      original_key_b64: null,
      original_key: null,
      original_headers: {},
      original_value_b64: null,
      replay_count: 0,
    },
  ],
]);

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Path = readonly (string | number)[];

function sampleOf(payload: PayloadClass): { [name: string]: Json } {
  const sample = SAMPLES.get(payload);
  if (sample === undefined) throw new Error(`no sample of ${payload.name}`);
  return structuredClone(sample) as { [name: string]: Json };
}

function pathsIn(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))];
}

/** Values at the edges of every rule in use. U+FE0F is left out: validator.js counts it into its neighbour, JSON Schema does not. */
const edgeValue: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, true, false, '', ' ', [], {}, [null], [{}], ['a', 1], [[]]),
  fc.constantFrom(-1, -0, 0, 0.5, 1, 1.000001, 20, 21, 100, 100.5, 2 ** 53, 1e300, 5e-324),
  fc.constantFrom('full', 'FULL', 'effect', 'failed', 'cancelled', HASH, HASH.toUpperCase(), `${HASH}0`, 'a.b', 'a..b'),
  fc.constantFrom('2026-01-02', '2026-13-02T00:00:00Z', '2026-01-02 03:04:05.678901', '2026-01-02T03:04', '2026-W01'),
  fc
    .tuple(fc.constantFrom(63, 64, 65, 199, 200, 201, 4096, 4097), fc.constantFrom('a', 'é', '😀', '\ud800'))
    .map(([length, unit]) => unit.repeat(length)),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

interface Change {
  readonly at: number;
  readonly value: Json | undefined;
}

/** Replaces, adds or (`undefined`) removes what stands at some of the sample's paths. */
function changed(payload: PayloadClass, changes: readonly Change[]): { [name: string]: Json } {
  const sample = sampleOf(payload);
  const paths = pathsIn(sample).filter((path) => path.length > 0);
  for (const { at, value } of changes) {
    const path = paths[at % paths.length] ?? [];
    let holder: Json | undefined = sample;
    for (const step of path.slice(0, -1)) holder = (holder as Record<string, Json> | null | undefined)?.[step];
    const last = path.at(-1);
    if (typeof holder !== 'object' || holder === null || last === undefined) continue;
    // A copy: the generator hands out the same object again, and a later change may write into it.
    if (value !== undefined) (holder as Record<string, Json>)[last] = structuredClone(value);
    else if (!Array.isArray(holder)) delete holder[last];
  }
  return sample;
}

/** Fields with a default are filled in before either check runs, as `canonicalPayload` does. */
function withDefaults(payload: PayloadClass, value: object): object {
  const defaults = Object.entries(new payload()).filter(([, preset]) => preset !== undefined);
  return { ...Object.fromEntries(defaults), ...value };
}

function classValidatorAccepts(payload: PayloadClass, value: object): boolean {
  return validateSync(plainToInstance(payload, value)).length === 0;
}

describe.each(PAYLOAD_CLASSES.map((payload) => [payload.name, payload] as const))('%s', (_, payload) => {
  const check = checkOf(payload);

  it('is accepted with every field set', () => {
    expect(check(sampleOf(payload))).toEqual([]);
    expect(classValidatorAccepts(payload, sampleOf(payload))).toBe(true);
  });

  it('is judged alike by class-validator and by the compiled check', () => {
    const verdicts = { accepted: 0, refused: 0 };
    const change = fc.record({ at: fc.nat(200), value: edgeValue });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, extra) => {
        const value = { ...changed(payload, changes), ...(extra && { surplus: 1, toString: 'x' }) };
        const complete = withDefaults(payload, value);
        const accepted = check(complete).length === 0;
        verdicts[accepted ? 'accepted' : 'refused']++;
        return accepted === classValidatorAccepts(payload, complete);
      }),
      { numRuns: 150 },
    );
    expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(1);
  });

  it('is judged alike when each field is each kind of wrong', () => {
    const wrong: (Json | undefined)[] = [undefined, null, 0, -1, 1.5, true, '', 'x', [], [null], [1], ['x'], [{}], {}];
    const disagreements: object[] = [];
    const paths = pathsIn(sampleOf(payload)).filter((path) => path.length > 0);
    paths.forEach((path, at) => {
      for (const value of wrong) {
        const complete = withDefaults(payload, changed(payload, [{ at, value }]));
        const accepted = check(complete).length === 0;
        if (accepted !== classValidatorAccepts(payload, complete)) disagreements.push({ path, value, accepted });
      }
    });
    expect(disagreements).toEqual([]);
  });
});

describe('a validation result', () => {
  const issue = {
    code: 'F821',
    severity: 'error',
    message: 'm',
    line: 1,
    column: 1,
    end_line: 1,
    end_column: 2,
    rule: 'F821',
  };
  const check = checkOf(ValidationResult);

  it('has rules for every field and for each of its issues', () => {
    const result = { ...RESULTS.validate, issues: [issue] };
    expect(check(result)).toEqual([]);
    for (const name of Object.keys(result))
      expect({ name, details: check({ ...result, [name]: Symbol() }) }).not.toEqual({ name, details: [] });
    expect(check({ ...result, issues: [{ ...issue, line: 0 }] })).toMatchObject([{ path: '/issues/0/line' }]);
  });
});

describe('a compiled check', () => {
  const check = checkOf(REQUEST_PAYLOADS.validate);

  it('names the field and the rule', () => {
    expect(check({ ...REQUESTS.validate, code_content: 5, contracts: ['x'] })).toEqual([
      { path: '/code_content', message: 'must be string' },
      { path: '/contracts/0', message: 'must be object' },
    ]);
    expect(check({ ...REQUESTS.validate, code_content: undefined })).toEqual([
      { path: '', message: "must have required property 'code_content'" },
    ]);
  });

  it('lists at most twenty details', () => {
    expect(check({ ...REQUESTS.validate, contracts: Array.from({ length: 100 }, () => 1) })).toHaveLength(20);
  });

  it('is not confused by names that every object inherits', () => {
    const value = JSON.parse(
      JSON.stringify(REQUESTS.validate).replace('{', '{"__proto__":1,"constructor":2,'),
    ) as object;
    expect(check(value)).toEqual([]);
    expect(check(JSON.parse('{"__proto__":{"code_content":"x","language":"y","validation_type":"full"}}'))).not.toEqual(
      [],
    );
  });

  it('takes whatever it is given', () => {
    for (const value of [null, undefined, 1, 'x', [], true]) expect(check(value)).not.toEqual([]);
  });
});
