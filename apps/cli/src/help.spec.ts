import { ENVELOPE_FORMS, TOPIC_STYLES } from '#contracts';
import { COMMANDS } from './commands';
import { EXIT } from './failure';
import { helpOf, overview } from './help';
import { JOB_OPERATIONS } from './intelligence';

const WIDTH = 120;

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

  it('fits on a terminal', () => {
    const lines = [overview(COMMANDS), ...COMMANDS.map(helpOf)].join('\n').split('\n');
    expect(lines.filter((line) => line.length > WIDTH)).toEqual([]);
  });

  it('names every style and every envelope there is', () => {
    const request = helpOf(COMMANDS.find(({ name }) => name === 'request') ?? COMMANDS[0]!);
    for (const name of [...TOPIC_STYLES, ...ENVELOPE_FORMS]) expect(request).toMatch(new RegExp(`[ ]${name}[,.]`));
  });

  it('names every operation that can be run here', () => {
    const exec = helpOf(COMMANDS.find(({ name }) => name === 'exec') ?? COMMANDS[0]!);
    for (const operation of JOB_OPERATIONS) expect(exec).toMatch(new RegExp(`[<|]${operation}[|>]`));
  });
});
