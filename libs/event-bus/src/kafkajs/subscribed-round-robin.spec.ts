import * as fc from 'fast-check';
import { share } from './subscribed-round-robin';

const topic = fc.constantFrom('a', 'b', 'c', 'd');
const subscriptions = fc.dictionary(fc.constantFrom('m1', 'm2', 'm3'), fc.uniqueArray(topic), { minKeys: 1 });
const places = fc.uniqueArray(fc.record({ topic, partition: fc.nat(7) }), {
  selector: ({ topic: name, partition }) => `${name}/${partition}`,
});

describe('partitions shared out', () => {
  it('go once each to a member that subscribed to their topic, and are left out only when there is none', () => {
    fc.assert(
      fc.property(places, subscriptions, (all, subscribed) => {
        const shares = share(all, new Map(Object.entries(subscribed)));
        const given = [...shares].flatMap(([member, assignment]) =>
          Object.entries(assignment).flatMap(([name, partitions]) =>
            partitions.map((partition) => ({ member, name, partition })),
          ),
        );
        for (const { member, name } of given) expect(subscribed[member]).toContain(name);
        const wanted = all.filter((place) => Object.values(subscribed).some((topics) => topics.includes(place.topic)));
        expect(given.map(({ name, partition }) => `${name}/${partition}`).sort()).toEqual(
          wanted.map(({ topic: name, partition }) => `${name}/${partition}`).sort(),
        );
      }),
    );
  });

  it('differ by one at most among members with the same subscriptions', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 5 }), (all, members) => {
        const topics = ['a', 'b', 'c', 'd'];
        const names = Array.from({ length: members }, (_, index) => `m${index}`);
        const shares = share(all, new Map(names.map((name) => [name, topics])));
        const counts = [...shares.values()].map((assignment) => Object.values(assignment).flat().length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
