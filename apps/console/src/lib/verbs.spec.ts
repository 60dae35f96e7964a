import { oppositeOf, VERBS, verbsNamed, verbsOf } from './verbs';

describe('what can be decided', () => {
  it('is what the monitor says of the dead letter, in one order', () => {
    expect(verbsOf({ verbs: ['discard', 'acknowledge'] }).map(({ label }) => label)).toEqual([
      'Acknowledge',
      'Discard',
    ]);
  });

  it('can be taken back by what makes it open again', () => {
    const opposites = VERBS.flatMap((verb) => oppositeOf(verb)?.name ?? []);
    expect(opposites).toEqual(['reopen', 'reopen', 'restore', 'release']);
  });

  it('about many is chosen by name', () => {
    expect(verbsNamed('resolve').map(({ name }) => name)).toEqual(['resolve']);
  });
});
