import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { checkOf } from '../checks';
import { isObject } from '../json';
import { schemaDefinitions } from '../schemas';
import { CATALOG, entryOf } from '../contracts';
import { DOMAINS, PATTERNS, type CatalogEntry } from './catalog-entry';
import { AnalyzeRequest } from '../operations/analyze/payloads';
import { HealthCheckResponse } from '../operations/health_check/payloads';
import { BatchStampResponse } from '../operations/batch_stamp/payloads';
import { StampTreeRequest, StampTreeResponse } from '../operations/stamp_tree/payloads';
import { StampResponse } from '../operations/stamp/payloads';
import { VerifyResponse } from '../operations/verify/payloads';
import type { PayloadClass } from '../schemas';

const NAMED = CATALOG.map((entry) => [entry.name, entry] as const);

function classValidatorAccepts({ payload }: CatalogEntry, value: unknown): boolean {
  return isObject(value) && validateSync(plainToInstance(payload, value)).length === 0;
}

describe.each(NAMED)('%s', (_, entry) => {
  it('has a sample that both validators accept', () => {
    expect(checkOf(entry.payload)(entry.sample)).toEqual([]);
    expect(classValidatorAccepts(entry, entry.sample)).toBe(true);
  });

  it('has two invalid samples or more, refused by both validators for the reason it states', () => {
    expect(entry.invalid.length).toBeGreaterThanOrEqual(2);
    for (const { why, payload, path, message } of entry.invalid) {
      const details = checkOf(entry.payload)(payload);
      expect({ why, details }).toEqual({
        why,
        details: expect.arrayContaining([{ path, message: expect.stringContaining(message) }]) as unknown,
      });
      expect({ why, accepted: classValidatorAccepts(entry, payload) }).toEqual({ why, accepted: false });
    }
  });

  it('says who it is from and for, where it is and what it says', () => {
    expect(entry.summary).toMatch(/^[A-Z].*\.$/);
    for (const list of [entry.places, entry.producers, entry.consumers]) expect(list).not.toHaveLength(0);
  });

  it('is named by domain, pattern and operation', () => {
    expect(DOMAINS).toContain(entry.domain);
    expect(PATTERNS).toContain(entry.pattern);
    const leading = entry.pattern === entry.domain ? entry.domain : `${entry.domain}.${entry.pattern}`;
    expect(entry.name.slice(0, leading.length + 1)).toBe(`${leading}.`);
    expect(entry.name.slice(leading.length + 1)).toMatch(/^[a-z][a-z_]*(\.v[2-9])?$/);
    expect(entry.version).toMatch(/^\d\.\d+\.\d+$/);
    expect(entry.version[0]).toBe(/\.v(\d)$/.exec(entry.name)?.[1] ?? '1');
  });
});

/** What stands for a member that is shown: the other way to ask, and what a refusal has in place of a result. */
const EITHER_OR = new Map<PayloadClass, string>([
  [AnalyzeRequest, 'code_content'],
  [StampResponse, 'error'],
  [BatchStampResponse, 'error'],
  [StampTreeRequest, 'root_hash'],
  [StampTreeResponse, 'error'],
  [VerifyResponse, 'error'],
  [HealthCheckResponse, 'error'],
]);

describe('the catalog', () => {
  it('has one entry of each name', () => {
    expect(new Set(NAMED.map(([name]) => name)).size).toBe(CATALOG.length);
    for (const [name, entry] of NAMED) expect(entryOf(name)).toBe(entry);
    expect(entryOf('codegen.request.generate')).toBeUndefined();
  });

  it('knows the answer to every request, wherever it is asked, and answers nothing else', () => {
    const answers = new Set<string>();
    for (const { name, pattern, domain, answeredBy, places } of CATALOG) {
      expect({ name, answered: answeredBy !== undefined }).toEqual({ name, answered: pattern === 'request' });
      if (answeredBy === undefined) continue;
      const answer = entryOf(answeredBy);
      expect(answer).toMatchObject({ pattern: 'response', domain });
      expect(answer?.places.map(({ style }) => style)).toEqual(places.map(({ style }) => style));
      answers.add(answeredBy);
    }
    const responses = CATALOG.filter(({ pattern }) => pattern === 'response').map(({ name }) => name);
    expect([...answers, 'intelligence.response.code_analysis_failed'].sort()).toEqual(responses.sort());
  });

  it('shows every member of every payload in some sample, of two that stand for each other one', () => {
    const definitions = schemaDefinitions();
    for (const payload of new Set(CATALOG.map((entry) => entry.payload))) {
      const { properties } = definitions[payload.name] as { readonly properties: object };
      const samples = CATALOG.filter((entry) => entry.payload === payload).map(({ sample }) => sample);
      const shown = new Set(samples.flatMap((sample) => Object.keys(sample)));
      expect({ name: payload.name, shown: [...shown].sort() }).toEqual({
        name: payload.name,
        shown: Object.keys(properties)
          .filter((name) => name !== EITHER_OR.get(payload))
          .sort(),
      });
    }
  });
});
