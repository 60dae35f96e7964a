import { readArguments } from './arguments';
import { COMMANDS } from './commands';
import { wantsJson } from './options';

function wants(name: string, ...argv: string[]): boolean {
  const command = COMMANDS.find((candidate) => candidate.name === name)!;
  return wantsJson(command, readArguments(command, argv));
}

describe('whether the answer is for a program', () => {
  it('is what --output says, where it does not name a file', () => {
    expect(wants('topics', '--output', 'json')).toBe(true);
    expect(wants('topics')).toBe(false);
    expect(wants('dlq', '--output', 'text')).toBe(false);
    expect(wants('validate', '--output', 'json')).toBe(false);
    expect(() => wants('topics', '--output', 'xml')).toThrow('--output must be human or json');
  });
});
