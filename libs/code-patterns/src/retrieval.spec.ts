import { matchPatterns } from './match-patterns';
import { HELD_OUT_QUERIES } from './spec/held-out-queries';
import { TUNED_QUERIES } from './spec/tuned-queries';
import { PATTERNS } from './catalogue/catalogue';

/** Mean reciprocal rank and recall at 3 of the pattern wanted, over `[id, query]` pairs, every match counting. */
function figures(queries: readonly (readonly [string, string])[]) {
  const ranks = queries.map(([id, description]) => {
    const { pattern_result } = matchPatterns({ description, limit: 20, threshold: 0 });
    return 1 + pattern_result.findIndex((item) => item.kind === 'pattern' && item.pattern_id === id);
  });
  const mean = (worth: (rank: number) => number) => ranks.reduce((sum, rank) => sum + worth(rank), 0) / ranks.length;
  return { mrr: mean((rank) => (rank > 0 ? 1 / rank : 0)), recallAt3: mean((rank) => Number(rank > 0 && rank <= 3)) };
}

const each = (queries: Readonly<Record<string, readonly string[]>>, at: number) =>
  Object.entries(queries).map(([id, texts]) => [id, texts[at] ?? ''] as const);

describe('retrieval', () => {
  it('is asked for every pattern', () => {
    const ids = PATTERNS.map(({ id }) => id).sort();
    expect(Object.keys(TUNED_QUERIES).sort()).toEqual(ids);
    expect(Object.keys(HELD_OUT_QUERIES).sort()).toEqual(ids);
  });

  it('finds what is asked in the language of the field', () => {
    const { mrr, recallAt3 } = figures(each(HELD_OUT_QUERIES, 0));
    expect(mrr).toBeGreaterThanOrEqual(0.95);
    expect(recallAt3).toBeGreaterThanOrEqual(0.97);
  });

  it('keeps what it was tuned on', () => {
    const { mrr } = figures([...each(TUNED_QUERIES, 0), ...each(TUNED_QUERIES, 1)]);
    expect(mrr).toBeGreaterThanOrEqual(0.9);
  });

  it('guesses at pictures better than by lot, and knows that they are guesses', () => {
    const pictures = each(HELD_OUT_QUERIES, 1);
    expect(figures(pictures).mrr).toBeGreaterThanOrEqual(0.25);
    const sure = pictures.filter(
      ([, description]) => matchPatterns({ description, limit: 1, threshold: 0.5 }).total_matches,
    );
    expect(sure.length).toBeLessThan(pictures.length / 4);
  });
});
