import * as fc from 'fast-check';
import { POLICIES, type Policy } from './compare';
import { trial, type Trial } from './spec/trial';

/** Instances tried against each policy; the full proof is a million of them. */
// oxlint-disable-next-line node/no-process-env -- only a longer run of the same test
const INSTANCES = Number(process.env['OMNI_TEST_INSTANCES'] ?? 12_000) / POLICIES.length;

const ATTEMPTS = 150;

function count(policy: Policy) {
  const tally = { instances: 0, pairs: 0, compatible: 0, differing: 0, incompatible: 0, needless: 0, undecided: 0 };
  const note = ({ compatible, accepted, refused, rules }: Trial) => {
    tally.instances += accepted;
    tally.pairs += 1;
    if (compatible) tally.compatible += 1;
    else tally.incompatible += 1;
    if (!compatible && accepted >= 20 && refused.length === 0) tally.needless += 1;
    if (rules.includes('undecided')) tally.undecided += 1;
  };
  fc.assert(
    fc.property(fc.noShrink(fc.integer({ min: 0 })), (seed) => {
      if (tally.instances >= INSTANCES) return;
      const found = trial(seed, policy, ATTEMPTS);
      note(found);
      if (found.compatible && found.refused.length > 0) {
        throw new Error(`compatible, but refused: ${JSON.stringify(found)}`);
      }
    }),
    { numRuns: INSTANCES, endOnFailure: true },
  );
  return tally;
}

describe.each(POLICIES)('whatever is judged compatible under the %s policy', (policy) => {
  it('is accepted by the reader’s validator, and enough is judged compatible to mean something', () => {
    const tally = count(policy);
    // oxlint-disable-next-line no-console -- figures of the long run
    if (process.env['OMNI_TEST_INSTANCES'] !== undefined) console.log(policy, tally);
    expect(tally.instances).toBeGreaterThanOrEqual(INSTANCES);
    expect(tally.compatible / tally.pairs).toBeGreaterThan(0.15);
    expect(tally.needless / tally.pairs).toBeLessThan(0.2);
  });
});
