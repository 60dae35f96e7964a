import { Faults } from './faults';

function faults(): Faults {
  return new Faults({ refuse: () => undefined, forceRebalance: () => undefined });
}

const NOTHING = { delayMs: 0, error: 0, drop: undefined };

describe('faults', () => {
  it('leave every request alone unless told otherwise', () => {
    expect(faults().judge('Produce')).toEqual(NOTHING);
  });

  it('answer an error to the next matching request only', () => {
    const hooks = faults();
    hooks.error('Produce', 7);
    expect(hooks.judge('Fetch')).toEqual(NOTHING);
    expect([hooks.judge('Produce').error, hooks.judge('Produce').error]).toEqual([7, 0]);
  });

  it('answer an error to the n-th, or to so many, or to so many from the n-th on', () => {
    const errors = (which: { nth?: number; times?: number }): number[] => {
      const hooks = faults();
      hooks.error('Produce', 7, which);
      return [1, 2, 3, 4].map(() => hooks.judge('Produce').error);
    };
    expect(errors({ nth: 3 })).toEqual([0, 0, 7, 0]);
    expect(errors({ times: 2 })).toEqual([7, 7, 0, 0]);
    expect(errors({ nth: 2, times: 2 })).toEqual([0, 7, 7, 0]);
    expect(errors({ times: Infinity })).toEqual([7, 7, 7, 7]);
  });

  it('drop a connection once, before or after the request took effect', () => {
    const hooks = faults();
    hooks.dropConnection('Produce', 2, 'after');
    hooks.dropConnection('any');
    expect([hooks.judge('Produce').drop, hooks.judge('Produce').drop, hooks.judge('Produce').drop]).toEqual([
      'before',
      'after',
      undefined,
    ]);
  });

  it('add their delays up, and stop when cleared', () => {
    const hooks = faults();
    hooks.delay('any', 10);
    hooks.delay('Fetch', 5, 1);
    expect([hooks.judge('Fetch').delayMs, hooks.judge('Fetch').delayMs]).toEqual([15, 10]);
    hooks.clear();
    expect(hooks.judge('Fetch')).toEqual(NOTHING);
  });
});
