import { COMPATIBILITY_MODES, compareHistory, type CompatibilityMode } from './compare';
import { open, TEXT, WHOLE } from './spec/pair';

const FIRST = open({ a: TEXT, gone: WHOLE }, 'a');
const SECOND = open({ a: TEXT }, 'a');
const AGAIN = open({ a: TEXT, gone: TEXT }, 'a');
const NARROW = open({ a: { type: 'string', maxLength: 5 } }, 'a');

function judged(mode: CompatibilityMode, candidate: unknown) {
  return compareHistory([FIRST, SECOND], candidate, { mode, policy: 'tolerant' });
}

describe('a history of schemas', () => {
  it('is looked at as a whole only by the transitive modes: a name used again with another type', () => {
    for (const direction of ['backward', 'forward', 'full'] as const) {
      expect(judged(direction, AGAIN)).toEqual({ compatible: true, findings: [] });
      const { compatible, findings } = judged(`${direction}_transitive`, AGAIN);
      expect(compatible).toBe(false);
      expect(new Set(findings.map(({ version }) => version))).toEqual(new Set([0]));
    }
  });

  it('is judged in the direction of the mode', () => {
    expect(judged('backward', NARROW).compatible).toBe(false);
    expect(judged('forward', NARROW).compatible).toBe(true);
    expect(judged('forward_transitive', NARROW).compatible).toBe(true);
    expect(judged('full', NARROW).findings).toEqual([expect.objectContaining({ version: 1, direction: 'backward' })]);
  });

  it('allows anything to the first version, and anything at all without a mode', () => {
    for (const mode of COMPATIBILITY_MODES) {
      expect(compareHistory([], NARROW, { mode, policy: 'strict' }).compatible).toBe(true);
    }
    expect(judged('none', WHOLE).compatible).toBe(true);
  });
});
