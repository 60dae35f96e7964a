import { passedBy } from './redrive-watch';

const place = { topic: 't', partition: 0 };
const at = (group: string, offset: number, isActive = true) => ({ ...place, group, offset: String(offset), isActive });

describe('how far a partition was handled', () => {
  it('is as far as the group whose record failed, whatever others do', () => {
    expect(passedBy([at('own', 7, false), at('other', 3)], { ...place, consumer_group: 'own' })).toBe(7n);
  });

  it.each([null, 'elsewhere'])('is as far as all groups with members where that group is %j', (consumer_group) => {
    const readers = [at('a', 9), at('b', 5), at('gone', 1, false), { ...at('c', 0), partition: 1 }];
    expect(passedBy(readers, { ...place, consumer_group })).toBe(5n);
  });

  it('is not known where nobody commits', () => {
    expect(passedBy([at('gone', 9, false)], { ...place, consumer_group: null })).toBeNull();
  });
});
