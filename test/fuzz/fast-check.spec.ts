import * as fc from 'fast-check';

const library = jest.requireActual<typeof fc>('../../node_modules/fast-check/lib/cjs/fast-check.js');

describe('fast-check in tests', () => {
  it('draws the same cases in every run', () => {
    expect(fc.readConfigureGlobal().seed).toEqual(expect.any(Number));
  });

  it.each([{}, { maxLength: 3 }, { minLength: 1, maxLength: 64 }])(
    'draws the same text as the library: %j',
    (length) => {
      const draw = (from: typeof fc): string[] =>
        fc.sample(from.string({ ...length, unit: 'binary' }), { seed: 1, numRuns: 2_000 });
      expect(draw(fc)).toEqual(draw(library));
    },
  );
});
