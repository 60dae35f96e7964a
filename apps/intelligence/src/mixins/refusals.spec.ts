import * as fc from 'fast-check';
import { refusalsIn } from './refusals';

const refused = (sentence: string) => refusalsIn(sentence).refused;

describe('a refusal', () => {
  it.each([
    ['no caching', ['caching']],
    ['Retry failed calls without caching', ['caching']],
    ['must not use the event bus', ['use the event bus']],
    ["we don't need retries", ['need retries']],
    ['never cache, but log everything', ['cache']],
    ['no caching, retries or metrics', ['caching, retries or metrics']],
    ['without caching and retries', ['caching and retries']],
    ['no caching and retry all failed calls', ['caching']],
    ['neither caching nor retries', ['caching', 'retries']],
    ['an event bus instead of retries', ['retries']],
    ['caching is not needed', ['caching is']],
    ['the event bus must not be used', ['the event bus must']],
    ['retries are forbidden', ['retries are']],
    ['avoid caching if possible', ['caching']],
  ])('is heard in "%s"', (sentence, expected) => {
    expect(refused(sentence)).toEqual(expected);
  });

  it.each([
    'not only cache but also retry',
    'no failures when the cache is down',
    'no lost events',
    'no more than 3 retries',
    'never retry more than twice',
    'cannot run without caching',
    'never skip validation',
    'do not disable logging',
    'do not log passwords',
    'do not retry if the request was wrong',
    'caching can be disabled',
    'notes about nodes',
    '',
  ])('is not heard in "%s"', (sentence) => {
    expect(refusalsIn(sentence)).toEqual({ refused: [], rest: sentence });
  });

  it('leaves the rest of the sentence', () => {
    expect(refusalsIn('Emit metrics, no caching, and retry').rest.replace(/\s+/gu, ' ')).toBe(
      'Emit metrics, , and retry',
    );
  });

  it('is found without harm in any text', () => {
    const word = fc.oneof(
      fc.constantFrom('no', 'not', 'without', ',', 'or', 'and', 'be', 'used', 'cache', 'if', 'never'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(word), (parts) => {
        const sentence = parts.join(' ');
        const found = refusalsIn(sentence);
        for (const span of found.refused) expect(sentence).toContain(span);
        expect(found.rest.length).toBeLessThanOrEqual(sentence.length + found.refused.length);
      }),
    );
  });
});
