import { RecentMap } from './recent-map';

describe('a map of what was used lately', () => {
  it('lets go of what was not used for longest', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
  });

  it('counts an entry that is set again once', () => {
    const map = new RecentMap<string, number>(2);
    for (const value of [1, 2, 3]) map.set('a', value);
    map.set('b', 4);
    expect([map.get('a'), map.get('b')]).toEqual([3, 4]);
  });
});
