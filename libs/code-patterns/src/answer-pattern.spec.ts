import type { PatternRequest } from '#contracts';
import { Engines } from '#code-model';
import { RUFF_RULES } from '#code-rules';
import { answerPattern } from './answer-pattern';
import { patternOf } from './catalogue/catalogue';
import { node } from './spec/nodes';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const NOTHING = { nodes: [], total: 0 };
const RETRY = patternOf('retry-backoff')?.sketch ?? '';

function answerTo(request: Partial<PatternRequest>, similar = NOTHING as Parameters<typeof answerPattern>[1]) {
  return answerPattern({ node_description: '', limit: 5, ...request }, similar, engines);
}

function idsOf(outcome: ReturnType<typeof answerTo>): unknown[] {
  if (outcome.kind === 'refusal') throw new Error(outcome.refusal.message);
  return outcome.result.pattern_result.map((item) => item['pattern_id'] ?? item['node_id']);
}

describe('answering pattern requests', () => {
  it('finds patterns by words', () => {
    expect(idsOf(answerTo({ node_description: 'stores and reads customers in a PostgreSQL database' }))).toContain(
      'db-repository',
    );
  });

  it('finds patterns in code, with the lines that show them', () => {
    const outcome = answerTo({ node_description: RETRY, code_content: RETRY });
    expect(idsOf(outcome)).toContain('retry-backoff');
    expect(outcome).toMatchObject({
      result: {
        pattern_result: expect.arrayContaining([
          expect.objectContaining({
            pattern_id: 'retry-backoff',
            evidence_lines: expect.arrayContaining([expect.any(Number)]),
          }),
        ]),
      },
    });
  });

  it('brings nodes like the one described', () => {
    const similar = { nodes: [node('nodes/customer.py', 0.9)], total: 1 };
    const outcome = answerTo({ node_description: 'stores customers in the database' }, similar);
    expect(idsOf(outcome)).toContain('nodes/customer.py');
  });

  it('keeps limit, threshold and kind, and counts before the limit', () => {
    const node_description = 'stores customers in a database, retries failed calls and publishes events to Kafka';
    const [many, one] = [20, 1].map((limit) => answerTo({ node_description, limit, threshold: 0 }));
    if (many?.kind !== 'answer' || one?.kind !== 'answer') throw new Error('refused');
    expect([idsOf(many).length, idsOf(one).length]).toEqual([20, 1]);
    expect(many.result.total_matches).toBeGreaterThan(20);
    expect(one.result.total_matches).toBe(many.result.total_matches);
    expect(idsOf(answerTo({ node_description, threshold: 1 })).length).toBeLessThanOrEqual(1);
    expect(idsOf(answerTo({ node_description, node_type: 'compute' }))).not.toContain('db-repository');
  });

  it.each([
    ['a language nobody reads', { code_content: 'x', language: 'cobol' }, 'unsupported_language'],
    ['code nested too deeply', { code_content: '('.repeat(20_000) }, 'code_too_deep'],
  ])('refuses %s', (_, request, code) => {
    expect(answerTo({ node_description: 'a node', ...request })).toMatchObject({ refusal: { code } });
  });
});
