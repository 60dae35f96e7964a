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
    ['no caching, but retry when a call fails', ['caching']],
    ['caching would be overkill', ['caching would be']],
    ['caching is out of scope', ['caching is']],
    ['circuit breaker unnecessary', ['circuit breaker']],
    ['caching: off', ['caching']],
    ['use_cache = false', ['use_cache']],
    ['retries (not needed)', ['retries']],
    ['metrics: yes, caching: no', ['caching']],
    ['out of scope: caching and retries', ['caching and retries']],
    ['leave out the event bus', ['the event bus']],
    ['we decided against caching', ['caching']],
    ['caching makes no sense here', ['caching makes']],
    ["caching isn't worth it", ['caching']],
    ['turn caching off', ['turn caching']],
    ['nothing may be cached', ['may be cached']],
    ['retries are handled by the service mesh', ['retries are handled by the service mesh']],
    ['the gateway already does rate limiting', ['the gateway already does rate limiting']],
    ['errors are logged elsewhere, so count them', ['errors are logged elsewhere']],
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
    'if the request was wrong, do not retry',
    "don't forget metrics",
    'metrics must not be missing',
    'logging must never be switched off and validation never be skipped',
    'nothing may run without a timeout',
    'requests sent by the client must be validated',
    'validate that the flag is false',
    'metrics: no more than ten',
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
