import type { PatternResult } from '#contracts';
import { patternOf } from './catalogue/catalogue';
import type { DetectedPattern } from './detection/detect-patterns';
import { matchPatterns, type PatternQuery } from './match-patterns';
import { HELD_OUT_QUERIES } from './spec/held-out-queries';
import { node, nodes } from './spec/nodes';
import { UNRELATED_TEXTS } from './spec/unrelated-texts';

const match = (description: string, query: Partial<PatternQuery> = {}) =>
  matchPatterns({ description, limit: 5, ...query });

const idsOf = (matched: ReturnType<typeof matchPatterns>) =>
  matched.pattern_result.map((item) => (item.kind === 'pattern' ? item.pattern_id : item.node_id));

const ids = (description: string, query: Partial<PatternQuery> = {}) => idsOf(match(description, query));

const CACHE = 'Caches lookups in Redis with a time to live';

describe('a description', () => {
  it.each(Object.entries(HELD_OUT_QUERIES).map(([id, [plain]]) => [id, plain] as const))(
    'in the language of the field finds %s among the first three',
    (id, plain) => {
      expect(ids(plain, { limit: 3 })).toContain(id);
    },
  );

  it.each(UNRELATED_TEXTS)('such as %j finds nothing', (text) => {
    expect(match(text)).toMatchObject({ pattern_result: [], total_matches: 0, recommendations: [] });
  });

  it('is answered with the pattern, why, when and how', () => {
    const answer: PatternResult = match(CACHE);
    expect(answer.pattern_result[0]).toMatchObject({
      kind: 'pattern',
      pattern_id: 'cache-aside',
      pattern_name: 'Cache-aside',
      node_types: ['effect', 'compute'],
      node_type_fit: 'not asked',
      when_to_use: patternOf('cache-aside')?.whenToUse,
      mixins: ['MixinCaching', 'MixinMetrics'],
      code_snippets: [patternOf('cache-aside')?.sketch],
    });
  });

  it('is quoted in the reason with its own words and not with stems', () => {
    const [best] = match(CACHE).pattern_result;
    expect(best).toMatchObject({ reason: expect.stringContaining('caches') as string });
    expect(best).toMatchObject({ matched_terms: expect.arrayContaining(['redis', 'lookups']) as string[] });
  });

  it('is not taken for what it says it does without', () => {
    expect(ids('Stores orders in PostgreSQL')).toContain('db-repository');
    expect(ids('Stores orders in PostgreSQL, no caching')).not.toContain('cache-aside');
    expect(ids('Allows no more than eight concurrent calls')).toContain('bulkhead');
  });

  it.each([
    ['Deduplicates rows that come from two Kafka topics', 'idempotency'],
    ['Drops repeated orders from a queue', 'idempotency'],
    ['Retries failed posts to a Slack channel', 'retry-backoff'],
  ])('finds what is done beside what it is done to: "%s"', (description, id) => {
    expect(ids(description)).toContain(id);
  });

  it.each([
    ['Makes invoices out of orders', 'transformation'],
    ['Rewrites old tickets as tasks', 'transformation'],
    ['Looks every minute whether a job is done', 'polling'],
    ['Lets only the owner see a letter', 'auth'],
    ['Decides who may open a gate', 'auth'],
    ['Gives up on an answer after ten seconds', 'timeout'],
    ['Undoes earlier steps when a booking fails', 'saga-compensation'],
  ])('is understood in everyday words: "%s"', (description, id) => {
    expect(ids(description)[0]).toBe(id);
  });

  it.each(['Sends an email', 'Stores a phone number', 'Reads a password from a file'])(
    'is no redaction for the personal data it handles: "%s"',
    (description) => {
      expect(ids(description)).not.toContain('redaction');
    },
  );

  it('in another language finds nothing and says so', () => {
    expect(match('Der Knoten speichert die Antworten und sendet sie nicht')).toMatchObject({
      recommendations: [expect.stringContaining('in German')],
    });
  });

  it('without a word in it finds nothing', () => {
    for (const text of ['', '   ', '!?', 'the of and', '\u0000']) expect(match(text).total_matches).toBe(0);
  });
});

describe('operation names', () => {
  it('make CRUD when create, read, update and delete of something are among them', () => {
    const [best] = match('create_user, get_user, update_user, delete_user').pattern_result;
    expect(best).toMatchObject({ pattern_id: 'crud', confidence: 1 });
    expect(best).toMatchObject({ reason: expect.stringContaining('create_user') as string });
  });

  it.each([
    ['transform_record and convert_record', 'transformation'],
    ['aggregateSales, sumSales', 'aggregation'],
    ['orchestrate_release coordinate_release', 'orchestration'],
  ])('%s make %s', (names, id) => {
    expect(match(names).pattern_result[0]).toMatchObject({ pattern_id: id, confidence: 1 });
  });
});

describe('the kind of node', () => {
  it('leaves out what does not belong in it, and says how many', () => {
    const effect = match('Publishes events to Kafka', { nodeType: 'effect', limit: 20 });
    const compute = match('Publishes events to Kafka', { nodeType: 'compute', limit: 20 });
    expect(idsOf(effect)).toContain('message-producer');
    expect(idsOf(compute)).not.toContain('message-producer');
    expect(compute.left_out).toBeGreaterThan(0);
    expect(compute.recommendations.join(' ')).toMatch(/message-producer.* not belong in a node of kind compute/);
  });

  it('is told apart as typical or possible', () => {
    const fit = (nodeType: 'effect' | 'compute') => match(CACHE, { nodeType }).pattern_result[0];
    expect(fit('effect')).toMatchObject({ node_type_fit: 'typical' });
    expect(fit('compute')).toMatchObject({ node_type_fit: 'possible' });
  });

  it('keeps mixins of the event bus away from pure nodes', () => {
    const named = (nodeType: 'reducer' | 'effect') =>
      JSON.stringify(match('Append-only event store with replay', { nodeType }));
    expect(named('effect')).toContain('MixinEventBus');
    expect(named('reducer')).not.toContain('MixinEventBus');
  });
});

describe('recommendations', () => {
  it('name the concern nobody spoke of, and not the one that was', () => {
    const advice = (description: string) => match(description, { nodeType: 'effect' }).recommendations.join('\n');
    expect(advice('Calls the Slack web API over HTTP')).toMatch(/Consider Timeout and deadline \(timeout\)/);
    expect(advice('Calls the Slack web API over HTTP, with a timeout of two seconds')).not.toMatch(/\(timeout\)/);
  });

  it('warn of what goes wrong most in the kind, with the rules that report it', () => {
    expect(match('Converts CSV to JSON', { nodeType: 'compute' }).recommendations.join('\n')).toMatch(
      /Avoid .*PUR-001/,
    );
  });

  it('warn of an anti-pattern seen in the code, which is never an answer itself', () => {
    const detected: DetectedPattern[] = [{ id: 'god-class', confidence: 0.9, lines: [1], evidence: [] }];
    const found = match('Converts CSV to JSON', { detected, nodeType: 'compute' });
    expect(idsOf(found)).not.toContain('god-class');
    expect(found.recommendations.join('\n')).toContain('God class');
  });
});

describe('patterns found in code', () => {
  it('are answers with their lines, even where the text does not mention them', () => {
    const evidence = [
      { line: 30, detail: 'HALF_OPEN' },
      { line: 12, detail: 'failures counted' },
    ];
    const detected: DetectedPattern[] = [{ id: 'circuit-breaker', confidence: 0.95, lines: [12, 30], evidence }];
    const [best] = match('Converts CSV to JSON', { detected }).pattern_result;
    expect(best).toMatchObject({ pattern_id: 'circuit-breaker', confidence: 0.95, evidence_lines: [12, 30], evidence });
    expect(best).toMatchObject({ reason: 'The code shows it in line 12, 30.' });
  });

  it('are passed over when the catalogue does not know them', () => {
    expect(ids('', { detected: [{ id: '__proto__', confidence: 1, lines: [], evidence: [] }] })).toEqual([]);
  });
});

describe('similar nodes', () => {
  it('stand among the patterns by their strength and count in the total', () => {
    const found = match(CACHE, { limit: 4, similar: [node('close', 0.999), node('far', 0.25)], similarTotal: 9 });
    expect(idsOf(found)[0]).toBe('close');
    expect(found.similar_nodes.map(({ node_id }) => node_id)).toEqual(['close', 'far']);
    expect(found.total_matches).toBe(match(CACHE).total_matches + 9);
  });

  it('take at most half of the places while there are patterns', () => {
    const description = 'Publishes events to Kafka with retry, timeout and a circuit breaker';
    const places = idsOf(match(description, { limit: 4, similar: nodes(20) }));
    expect(places.filter((id) => /^n\d/.test(id))).toEqual(['n0', 'n1']);
  });

  it('take what patterns leave', () => {
    expect(ids('xyzzy', { limit: 3, similar: nodes(20) })).toEqual(['n0', 'n1', 'n2']);
  });
});

describe('limit and threshold', () => {
  it('a limit cuts the answer and not the total', () => {
    const wide = match('Publishes events to Kafka with retry and timeout', { limit: 20 });
    const narrow = match('Publishes events to Kafka with retry and timeout', { limit: 1 });
    expect(wide.pattern_result.length).toBeGreaterThan(1);
    expect(narrow.pattern_result).toEqual(wide.pattern_result.slice(0, 1));
    expect(narrow.total_matches).toBe(wide.total_matches);
  });

  it('a threshold asked for is kept, and one that is no number is not', () => {
    const all = match(CACHE, { limit: 20, threshold: 0 }).pattern_result.length;
    expect(all).toBeGreaterThan(match(CACHE, { limit: 20 }).pattern_result.length);
    expect(ids(CACHE, { threshold: 1.01 })).toEqual([]);
    expect(ids(CACHE, { threshold: NaN })).toEqual(ids(CACHE));
  });
});
