import * as fc from 'fast-check';
import type { Assessment } from './assessment';
import { assessmentOf } from './assessment.fixture';
import { evolve, latestOf, RECENT, type QualityState } from './evolve';

const fold = (assessments: readonly Assessment[], from?: QualityState) =>
  assessments.reduce<QualityState | undefined>((state, assessment) => evolve(state, assessment), from);

/** In the order of the log, with few scores and times, so that many are equal. */
const assessments = fc
  .array(fc.tuple(fc.constantFrom(0, 0.2, 0.5, 0.5001, 1), fc.integer({ min: 0, max: 12 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((facts) => facts.map(([score, at], index) => assessmentOf(index + 1, score, at)));

describe('what is known of an entity', () => {
  it('is what its sorted history says, in whatever order its assessments come', () => {
    fc.assert(
      fc.property(assessments, fc.infiniteStream(fc.nat()), (all, numbers) => {
        const shuffled = all
          .map((assessment) => [numbers.next().value, assessment] as const)
          .sort(([one], [other]) => one - other)
          .map(([, assessment]) => assessment);
        const sorted = all.toSorted(
          (a, b) => a.at.getTime() - b.at.getTime() || Number(a.position) - Number(b.position),
        );
        const scores = all.map(({ score }) => score);
        const firstWith = (score: number) => sorted.find((one) => one.score === score)?.position;
        const state = fold(shuffled)!;
        expect({
          assessments: state.assessments,
          first: state.first.position,
          latest: latestOf(state).position,
          best: state.best.position,
          worst: state.worst.position,
          recent: state.recent.map(({ position }) => position),
        }).toEqual({
          assessments: all.length,
          first: sorted[0]?.position,
          latest: sorted.at(-1)?.position,
          best: firstWith(Math.max(...scores)),
          worst: firstWith(Math.min(...scores)),
          recent: sorted.slice(-RECENT).map(({ position }) => position),
        });
      }),
    );
  });

  it('is the same where it was kept as JSON in between, wherever that was', () => {
    fc.assert(
      fc.property(assessments, fc.nat(60), (all, cut) => {
        const kept = fold(all.slice(0, cut));
        const restored = kept && (JSON.parse(JSON.stringify(kept)) as QualityState);
        expect(fold(all.slice(cut), restored)).toEqual(fold(all));
      }),
    );
  });

  it('leaves what it was made of as it was', () => {
    const state = evolve(undefined, assessmentOf(1, 0.5));
    const before = JSON.stringify(state);
    evolve(state, assessmentOf(2, 0.9, 0));
    expect(JSON.stringify(state)).toBe(before);
  });
});
