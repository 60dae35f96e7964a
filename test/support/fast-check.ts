import type * as Library from 'fast-check';

// By its path: under Jest, the name means this file.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js') as typeof Library;

/**
 * Property tests try the same cases in every run, so that a change is judged by what it changes.
 * `OMNI_TEST_SEED=<number>` tries others.
 */
const DEFAULT_SEED = 20_261_121;

fc.configureGlobal({ seed: Number(process.env['OMNI_TEST_SEED'] ?? DEFAULT_SEED) });

const SURROGATES = { first: 0xd800, count: 0x800 };
const MAX = 0x10ffff - SURROGATES.count;

/** What `unit: 'binary'` draws. The library would list a million code points first, a second in every test file. */
const codePoint = fc.nat({ max: MAX }).map(
  (drawn) => String.fromCodePoint(drawn < SURROGATES.first ? drawn : drawn + SURROGATES.count),
  (character) => {
    const found = typeof character === 'string' ? character.codePointAt(0) : undefined;
    if (found === undefined || String.fromCodePoint(found) !== character) throw new Error('not one code point');
    return found < SURROGATES.first ? found : found - SURROGATES.count;
  },
);

/** `fc.string`, with the same draws for the same seed. */
function string(constraints: Library.StringConstraints = {}): Library.Arbitrary<string> {
  return fc.string(constraints.unit === 'binary' ? { ...constraints, unit: codePoint } : constraints);
}

const library = { ...fc, string };
export = { ...library, default: library };
