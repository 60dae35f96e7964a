import { nearest } from './nearest';

describe('the nearest known word', () => {
  it.each([
    ['KAFKA_BOOTSTRAP_SERVER', 'KAFKA_BOOTSTRAP_SERVERS'],
    ['KAFKA_MAX_INFLIGHT', 'KAFKA_MAX_IN_FLIGHT'],
    ['POSTGRES_PASSWORD', undefined],
    ['', undefined],
    ['K'.repeat(101), undefined],
  ])('to %s is %s', (word, found) => {
    expect(nearest(word, ['KAFKA_BOOTSTRAP_SERVERS', 'KAFKA_MAX_IN_FLIGHT', 'NATS_PASSWORD'])).toBe(found);
  });

  it('is nothing where nothing is known', () => {
    expect(nearest('word', [])).toBeUndefined();
  });
});
