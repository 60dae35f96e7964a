import fc from 'fast-check';
import { phrases } from './phrases';

const found = (list: string, text: string, wanted: Parameters<typeof phrases>[1] = {}): string[] =>
  text.match(phrases(list, wanted)) ?? [];

describe('the notation of phrases', () => {
  it.each([
    ['laws', 'outlaws and laws and lawsuits', ['laws']],
    ['encrypt~', 'encrypts, encrypt and encryption', ['encrypts', 'encrypt', 'encryption']],
    ['fault(s)', 'a fault, two faults, faulty', ['fault', 'faults']],
    [
      'easily (be )changed',
      'easily changed, easily be changed, easily bechanged',
      ['easily changed', 'easily be changed'],
    ],
    ['log (in|on)', 'log in, log on, log off', ['log in', 'log on']],
    [
      'in (the |an |)order',
      'in order, in the order, in an order, in no order',
      ['in order', 'in the order', 'in an order'],
    ],
    ['off( |-|)line', 'offline, off line, off-line', ['offline', 'off line', 'off-line']],
    ['user-friendly', 'user friendly, user-friendly, userfriendly', ['user friendly', 'user-friendly']],
    ['must(-have(s)|)', 'must, must have, must-haves, musthave', ['must', 'must have', 'must-haves']],
    ['up(-)time', 'uptime, up-time, up time', ['uptime', 'up-time']],
    [
      'lose {0-2 words} data',
      'lose data; lose all your data; lose all of your data',
      ['lose data', 'lose all your data'],
    ],
    ['act [of]', 'an act of law, an act', ['act']],
    ['help [not desk|line]', 'help desk, help line, help me', ['help']],
    ['^only', 'only managers, and only they', ['only']],
    ['late$', 'late or too late', ['late']],
    ['node.js, c/c++ code', 'node.js nodexjs c/c++ code', ['node.js', 'c/c++ code']],
  ])('%s', (list, text, words) => {
    expect(found(list, text)).toEqual(words);
  });

  it('puts in the parts that the file names, and knows no others', () => {
    const parts = { number: '\\d{1,3}|one' };
    expect(found('{number} second(s)', 'one second, 20 seconds, some seconds', { parts })).toEqual([
      'one second',
      '20 seconds',
    ]);
    expect(() => phrases('{amount} seconds', { parts })).toThrow('{amount}');
  });

  it('knows the letters of other languages where it is asked to', () => {
    const text = 'sécurité, sécurités, insécurité';
    expect(found('sécurité', text, { boundary: 'letters' })).toEqual(['sécurité']);
    expect(found('curité', text, { boundary: 'letters' })).toEqual([]);
  });

  it('finds every plain phrase of a list, however long, and nothing in a text without them', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/u);
    const lists = fc.uniqueArray(fc.array(word, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lists, (list) => {
        const all = list.map((words) => words.join(' '));
        const expression = phrases(all.join(', '), { flags: 'u' });
        for (const phrase of all) {
          expect(expression.test(`1 ${phrase} 2`)).toBe(true);
          expect(expression.test(`1 _${phrase.replaceAll(' ', '_')}_ 2`)).toBe(false);
        }
      }),
    );
  });

  it('takes no time over a text that almost fits', () => {
    const text = `lose ${'a '.repeat(20_000)}`;
    expect(found('lose {0-4 words} {0-4 words} data~', text)).toEqual([]);
  });
});
