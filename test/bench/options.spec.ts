import { readOptions } from './options';

describe('the options of a benchmark', () => {
  it('are all but the peers and the intelligence in full size, unless told otherwise', () => {
    expect(readOptions([])).toMatchObject({ part: 'all', requests: 20_000, rounds: 3 });
    expect(readOptions(['peers', '--requests', '500', '--round-trips', '7'])).toMatchObject({
      part: 'peers',
      requests: 500,
      roundTrips: 7,
    });
    expect(readOptions(['intelligence', 'nodes'])).toMatchObject({ part: 'intelligence', folder: 'nodes' });
  });

  it.each([
    [['peeers'], 'There is no part "peeers"'],
    [['--rounds', '0'], '--rounds must be a whole number above 0'],
    [['--requests', 'many'], '--requests must be a whole number above 0'],
    [['--request', '1'], "Unknown option '--request'"],
  ])('%j are refused with a reason', (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
