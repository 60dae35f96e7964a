import { readArguments } from './arguments';
import type { Command } from './command';
import { COMMANDS } from './commands';
import { EXIT, usage } from './failure';
import { helpOf, overview } from './help';
import { wantsJson } from './options';
import type { Session } from './session';
import { suggestion } from './suggestion';
import { versionLine } from './version';

/** Where a run reads and writes, once it is known whether the answer is for a program. */
export type Open = (json: boolean) => Session;

/** Runs what was typed to an exit code; throws a failure. */
export async function omni(argv: readonly string[], open: Open): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    // Help that nobody asked for is a complaint.
    open(false).note(overview(COMMANDS).trimEnd());
    return EXIT.usage;
  }
  if (name === 'help') return help(rest, open);
  if (name === '--help' || name === '-h') return help([], open);
  if (name === '--version' || name === '-V' || name === 'version') return say(versionLine(), open);
  return runCommand(commandOf(name), rest, open);
}

function help([name, ...verbs]: readonly string[], open: Open): Promise<number> {
  if (name === undefined) return say(overview(COMMANDS), open);
  return runCommand(commandOf(name), [...verbs, '--help'], open);
}

function commandOf(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((candidate) => candidate.name);
  const advice = suggestion(name, names) || '; try "omni --help"';
  throw usage(`there is no command ${JSON.stringify(name)}${advice}`);
}

async function runCommand(command: Command, argv: readonly string[], open: Open): Promise<number> {
  const typed = readArguments(command, argv);
  if (typed.flag('help')) return say(helpOf(command, await command.words?.()), open);
  const session = open(wantsJson(command, typed));
  const run = await command.load();
  return run(typed, session);
}

async function say(text: string, open: Open): Promise<number> {
  await open(false).print(text.trimEnd());
  return EXIT.ok;
}
