import { firstSeen } from './first-seen';

it('a label of unknown values takes the first ones, and names only', () => {
  const label = firstSeen(2);
  expect(['a', null, 'x y', 'x'.repeat(65), 'b', 'c', 'a'].map(label)).toEqual([
    'a',
    'other',
    'other',
    'other',
    'b',
    'other',
    'a',
  ]);
});
