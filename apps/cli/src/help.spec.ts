import { ENVELOPE_FORMS, OPERATIONS, TOPIC_STYLES } from '#contracts';
import { readArguments } from './arguments';
import { COMMANDS } from './commands';
import { EXEC_WORDS } from './exec';
import { EXIT } from './failure';
import { helpOf, overview } from './help';
import { JOB_OPERATIONS } from './intelligence';
import { listed, REQUEST_WORDS, WIDTH, wordOf } from './vocabulary';

/** What a shell makes of a line, behind the command's name. */
function argvOf(line: string, name: string): readonly string[] {
  const [, typed = ''] = line.replace(/ +#.*/, '').split(`omni ${name} `);
  const words = typed.replace(/[)<>|].*/, '').match(/(?:"[^"]*"|'[^']*'|[^ ])+/g) ?? [];
  return words.map((word) => word.replaceAll(/^["']|["']$/g, ''));
}

describe('the help', () => {
  it('names every command and every exit code', () => {
    const text = overview(COMMANDS);
    for (const { name, says } of COMMANDS) expect(text).toMatch(new RegExp(`^  ${name} +${says}$`, 'm'));
    for (const code of Object.values(EXIT)) expect(text).toMatch(new RegExp(`\\b${code}\\b`));
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))('of %s names every option', (_name, command) => {
    const text = helpOf(command);
    for (const [name, { says }] of Object.entries(command.options)) {
      expect(text).toMatch(new RegExp(`^  --${name}\\b`, 'm'));
      expect(text).toContain(says);
    }
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'of %s has examples that can be typed',
    (_, command) => {
      for (const example of command.examples ?? [])
        expect(() => readArguments(command, argvOf(example, command.name))).not.toThrow();
    },
  );

  it('fits on a terminal', () => {
    const lines = [overview(COMMANDS), ...COMMANDS.map((command) => helpOf(command))].join('\n').split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });

  it('lists words on as many lines as it takes', () => {
    const words = Array.from({ length: 40 }, (_, at) => `word-${at}`);
    const lines = listed('Words', words);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join(' ').replaceAll(/ +/g, ' ')).toBe(`Words: ${words.join(', ')}.`);
    for (const line of [...lines, ...REQUEST_WORDS, ...EXEC_WORDS]) expect(line.length).toBeLessThanOrEqual(WIDTH);
  });

  it('names every operation, style and envelope there is', () => {
    const text = REQUEST_WORDS.join('\n');
    for (const name of [...OPERATIONS.map(wordOf), ...TOPIC_STYLES, ...ENVELOPE_FORMS])
      expect(text).toMatch(new RegExp(`[ ]${name}[,.]`));
    for (const name of JOB_OPERATIONS) expect(EXEC_WORDS.join('\n')).toMatch(new RegExp(`[ ]${name}[,.]`));
  });
});
