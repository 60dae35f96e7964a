import { readArguments } from './arguments';
import type { Command } from './command';
import { COMMANDS } from './commands';

function command(name: string): Command {
  const found = COMMANDS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
}

function read(name: string, ...argv: string[]) {
  return readArguments(command(name), argv);
}

describe('what the user typed', () => {
  it('is read by the options of the command', () => {
    const typed = read('publish', '--topic', 't', '--header', 'a=b', '--header', 'c=d', '--jsonl');
    expect(typed.text('topic')).toBe('t');
    expect(typed.texts('header')).toEqual(['a=b', 'c=d']);
    expect(typed.flag('jsonl')).toBe(true);
    expect(typed.text('key')).toBeUndefined();
    expect(typed.texts('json')).toEqual([]);
    expect(typed.flag('help')).toBe(false);
  });

  it('names the verb and whether the payload comes on standard input', () => {
    const typed = read('request', 'stamp', '-', '--style', 'dotted');
    expect(typed.verb(['validate', 'stamp'])).toBe('stamp');
    expect(typed.standardInput(1)).toBe(true);
    expect(read('request', 'stamp').standardInput(1)).toBe(false);
  });

  it('has defaults only where the command says so', () => {
    const typed = read('request', 'stamp', '--style', 'dotted');
    expect(typed.choice('style', ['dotted', 'underscored'], 'underscored')).toBe('dotted');
    expect(typed.choice('output', ['human', 'json'], 'human')).toBe('human');
    expect(typed.choice('envelope', ['flat'])).toBeUndefined();
    expect(typed.milliseconds('timeout')).toBeUndefined();
    expect(typed.count('max')).toBeUndefined();
  });

  it('has shares from 0 to 1', () => {
    const shares = ['0', '.5', '0.75', '1', '1.0'].map((text) =>
      read('validate', '--min-score', text).share('min-score'),
    );
    expect(shares).toEqual([0, 0.5, 0.75, 1, 1]);
    expect(read('validate').share('min-score')).toBeUndefined();
  });

  it.each([
    ['an unknown option', () => read('consume', '--wat'), "unknown option '--wat'"],
    ['a misspelt option', () => read('consume', '--tpoic', 'a'), 'did you mean "--topic"?'],
    ['an option without its value', () => read('consume', '--topic'), 'argument missing'],
    ['an unknown verb', () => read('topics', 'drop').verb(['plan', 'apply']), '"drop" is not plan or apply'],
    ['a missing verb', () => read('topics').verb(['plan', 'apply']), 'say which: plan or apply'],
    ['a stray word', () => read('request', 'stamp', 'x').standardInput(1), 'unexpected argument "x"'],
    ['two dashes for one input', () => read('request', 'stamp', '-', '-').standardInput(1), 'unexpected argument "-"'],
    [
      'a choice that is none',
      () => read('request', '--style', 'kebab').choice('style', ['dotted', 'underscored']),
      '--style must be dotted or underscored, not "kebab"',
    ],
    ['a count of nothing', () => read('consume', '--max', '0').count('max'), '--max must be a whole number from 1'],
    [
      'a share above 1',
      () => read('validate', '--min-score', '1.5').share('min-score'),
      '--min-score must be a number',
    ],
    ['a duration without a unit', () => read('request', '--timeout', '10').milliseconds('timeout'), 'not "10"'],
  ])('is refused with one sentence for %s', (_what, reading, sentence) => {
    expect(reading).toThrow(expect.objectContaining({ code: 'usage', message: expect.stringContaining(sentence) }));
  });
});
