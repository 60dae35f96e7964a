import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { verbsOf, type Command, type Option } from '../../../apps/cli/src/command';
import { COMMANDS } from '../../../apps/cli/src/commands';
import { BASELINE } from '../../support/app-process';
import { projectRoot } from '../../../tools/local-stack/src/project';
import type { Ending } from './endings';
import { ending as endingOf } from './omni';
import { typedBy, type Typed } from './typed-by';

/** Nobody listens on port 1: what gets as far as that was not refused. */
const NOWHERE = { url: 'http://127.0.0.1:1', brokers: '127.0.0.1:1', registry: 'http://127.0.0.1:1' } as const;

const OPERATION: Readonly<Record<string, string>> = { request: 'stamp', exec: 'validate' };

interface Mistake {
  readonly what: string;
  /** Behind the command's name. */
  readonly argv: readonly string[];
  readonly sentence: RegExp;
}

const whole = ({ pieces }: Typed): string[] => pieces.flat();

/** Every way to type a command wrong that its definition tells. */
function mistakesOf(command: Command): readonly Mistake[] {
  const lines = command.usage.map((line) => typedBy(line, { OPERATION: OPERATION[command.name] ?? '' }));
  return [
    ...lines.map((line) => mistake('an unknown option', [...whole(line), '--no-such'], /^unknown option '--no-such'/)),
    ...lines.flatMap((line) => strayIn(line)),
    ...lines.flatMap((line) => missingFrom(line, lines)),
    ...verbsOf(command)
      .slice(0, 1)
      .map(() => mistake('an unknown verb', ['no-such'], /"no-such"/)),
    ...Object.entries(command.options).flatMap(([name, option]) => [
      valueOf(name, option, lines[0]),
      ...strangersOf(name, option, command),
    ]),
  ];
}

function mistake(what: string, argv: readonly string[], sentence: RegExp): Mistake {
  return { what, argv, sentence };
}

function strayIn(line: Typed): readonly Mistake[] {
  const argv = [...whole(line), 'stray', 'stray'];
  return line.endless ? [] : [mistake('an argument too many', argv, /unexpected argument|standard input|"stray"/)];
}

function missingFrom({ pieces }: Typed, lines: readonly Typed[]): readonly Mistake[] {
  const allowed = lines.map((line) => whole(line).join(' '));
  const left = pieces.map((_, at) => pieces.toSpliced(at, 1).flat());
  return left
    .filter((argv) => !allowed.includes(argv.join(' ')))
    .map((argv) => mistake('something that is missing', argv, /./));
}

function valueOf(name: string, { type }: Option, line: Typed | undefined): Mistake {
  const argv = line === undefined ? [] : whole(line);
  return type === 'string'
    ? mistake('a value that is missing', [...argv, `--${name}`], /argument missing/)
    : mistake('a value that is none of its own', [...argv, `--${name}=x`], /does not take an argument/);
}

function strangersOf(name: string, option: Option, command: Command): readonly Mistake[] {
  const { of, not = [] } = option;
  const given = typed(`--${name}`, command);
  const others = of === undefined ? [] : verbsOf(command).filter((verb) => !of.includes(verb));
  const home = of?.filter((one) => !one.startsWith('--')).slice(0, 1) ?? [];
  return [
    ...others.map((verb) => mistake('an option of another verb', [verb, given], /^--[\w-]+ is only for /)),
    ...(of !== undefined && home.length === 0
      ? [mistake('an option of another one', [given], /^--[\w-]+ is only for --/)]
      : []),
    ...not.map((other) =>
      mistake('options that conflict', [...home, given, typed(other, command)], /^--[\w-]+ is (?:not|only) for /),
    ),
  ];
}

function typed(thing: string, { options }: Command): string {
  return options[thing.slice(2)]?.type === 'string' ? `${thing}=x` : thing;
}

/** Where its broker or worker is, so that no mistake goes anywhere. */
function nowhere({ options }: Command, argv: readonly string[]): readonly string[] {
  return Object.entries(NOWHERE).flatMap(([name, value]) => {
    const option = options[name];
    const fits = option !== undefined && (option.of === undefined || option.of.includes(argv[0] ?? ''));
    return fits && !argv.some((word) => word.startsWith(`--${name}`)) ? [`--${name}=${value}`] : [];
  });
}

const CASES = COMMANDS.flatMap((command) =>
  mistakesOf(command).map((one) => ({ ...one, typed: [command.name, ...nowhere(command, one.argv), ...one.argv] })),
);

describe('what is typed wrong ends with exit code 2', () => {
  let endings: readonly Ending[];
  beforeAll(async () => {
    const script = join(projectRoot(), 'dist/test/integration/cli/endings.js');
    const child = spawn(process.execPath, [...BASELINE, script], { env: { PATH: process.env['PATH'] } });
    child.stdin.end(JSON.stringify(CASES.map(({ typed }) => typed)));
    const { stdout } = await endingOf(child);
    endings = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Ending[];
  });

  it.each(COMMANDS.map(({ name }) => name))('omni %s', (name) => {
    const ended = CASES.map((one, at) => ({ ...one, ...endings[at] })).filter(({ typed }) => typed[0] === name);
    expect(ended.length).toBeGreaterThan(2);
    for (const { what, typed, exitCode, message, sentence } of ended)
      expect({ what, typed, exitCode, message }).toEqual({
        what,
        typed,
        exitCode: 2,
        message: expect.stringMatching(sentence) as string,
      });
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'omni %s knows what options belong to',
    (_, command) => {
      const things = [
        ...verbsOf(command),
        ...Object.keys(command.options).map((name) => `--${name}`),
        ...command.usage.flatMap((line) => line.match(/\b[A-Z]+\b/g) ?? []),
      ];
      for (const { of = [], not = [] } of Object.values(command.options))
        expect(things).toEqual(expect.arrayContaining([...of, ...not]));
    },
  );
});
