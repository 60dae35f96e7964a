import * as fc from 'fast-check';
import { CLOSED, DECISION_VERBS, STATUSES, statusAfter, TRANSITIONS, type DeadLetterStatus, type Verb } from './states';

const VERBS = Object.keys(TRANSITIONS) as readonly Verb[];
const PEOPLE = DECISION_VERBS;

/** The statuses that these verbs lead to from one. */
function reachable(from: DeadLetterStatus, verbs: readonly Verb[]): ReadonlySet<DeadLetterStatus> {
  const found = new Set([from]);
  for (const status of found) {
    for (const verb of verbs) {
      const next = statusAfter(verb, status);
      if (next !== null) found.add(next);
    }
  }
  return found;
}

describe('the life of a dead letter', () => {
  it('has no status that nothing leads to', () => {
    expect(reachable('open', VERBS)).toEqual(new Set(STATUSES));
  });

  it.each(STATUSES)('never leaves people without a way on: %s', (status) => {
    expect(PEOPLE.some((verb) => statusAfter(verb, status) !== null)).toBe(true);
    expect(reachable(status, PEOPLE)).toContain('open');
  });

  it('changes with every step, so that nothing is decided twice', () => {
    for (const verb of VERBS) expect(TRANSITIONS[verb].from).not.toContain(TRANSITIONS[verb].to);
  });

  it('lets only redriven records settle, and sends none that is closed, quarantined or under way', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...VERBS), { maxLength: 30 }), (verbs) => {
        let status: DeadLetterStatus = 'open';
        for (const verb of verbs) {
          const next = statusAfter(verb, status);
          if (next === null) continue;
          if (verb === 'settle' || verb === 'give_back') expect(['redriving', 'edited']).toContain(status);
          if (verb === 'redrive') expect([...CLOSED, 'quarantined', 'redriving']).not.toContain(status);
          status = next;
        }
        expect(STATUSES).toContain(status);
      }),
    );
  });
});
