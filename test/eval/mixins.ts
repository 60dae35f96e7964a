import { recommendMixins } from '#mixins';
import type { MixinQuery } from './cases';
import { type Section, share } from './figures';

/** One usage sentence as the only requirement, one right mixin: its rank. */
export function evaluateMixins(queries: readonly MixinQuery[]): Section[] {
  const ranks = queries.map(({ text }) => {
    const { mixin_recommendations: found } = recommendMixins({ requirements: [text], existing_mixins: [] });
    return found.map(({ mixin_name }) => String(mixin_name));
  });
  const rankOf = (n: number): number => ranks[n]?.indexOf(queries[n]?.mixin ?? '') ?? -1;
  const within = (limit: number): number =>
    share(queries.filter((_, n) => rankOf(n) >= 0 && rankOf(n) < limit).length, queries.length);
  const reciprocal = queries.reduce((sum, _, n) => sum + (rankOf(n) < 0 ? 0 : 1 / (rankOf(n) + 1)), 0);
  const of = queries.length;
  const mistakes = queries.flatMap(({ mixin, text }, n) =>
    rankOf(n) >= 0 && rankOf(n) < 3
      ? []
      : [`${mixin}: got ${ranks[n]?.slice(0, 3).join(', ')} for "${text.slice(0, 60)}"`],
  );
  return [
    {
      title: 'mixin: usage sentences',
      figures: [
        { name: 'mean reciprocal rank', value: share(reciprocal, of), of, aim: 0.7 },
        { name: 'recall at 1', value: within(1), of },
        { name: 'recall at 3', value: within(3), of, aim: 0.8 },
        { name: 'recall at 5', value: within(5), of },
      ],
      tables: [],
      mistakes,
    },
  ];
}
