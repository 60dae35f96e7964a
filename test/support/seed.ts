import * as fc from 'fast-check';

/**
 * Property tests try the same cases in every run, so that a change is judged by what it changes.
 * `OMNI_TEST_SEED=<number>` tries others.
 */
const DEFAULT_SEED = 20_261_121;

fc.configureGlobal({ seed: Number(process.env['OMNI_TEST_SEED'] ?? DEFAULT_SEED) });
