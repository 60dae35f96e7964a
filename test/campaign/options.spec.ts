import { readOptions } from './options';
import { FAULT_KINDS } from './schedule';

describe('the options of a campaign', () => {
  it('are ten minutes of everything with a seed of its own, unless told otherwise', () => {
    expect(readOptions([])).toMatchObject({ minutes: 10, soak: null, without: new Set(), workersPerKind: 2 });
    expect(readOptions(['--minutes', '3', '--seed', '7'])).toMatchObject({ minutes: 3, seed: 7 });
    expect(readOptions(['--soak', '200000']).soak).toBe(200_000);
  });

  it('leave out what is named, or all else', () => {
    expect(readOptions(['--without', 'lock,null-header']).without).toEqual(new Set(['lock', 'null-header']));
    const { without } = readOptions(['--only', 'lock,huge']);
    expect(FAULT_KINDS.filter((kind) => !without.has(kind))).toEqual(['lock']);
    expect([without.has('huge'), without.has('deep')]).toEqual([false, true]);
  });

  it.each([
    [['--without', 'lok'], 'lok is none of'],
    [['--minutes', '0'], '--minutes must be a number above 0'],
    [['--seed', 'abc'], '--seed must be a number above 0'],
    [['--sed', '1'], "Unknown option '--sed'"],
  ])('%j are refused with a reason', (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
