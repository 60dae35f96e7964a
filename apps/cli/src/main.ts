#!/usr/bin/env node
import { readArguments } from './arguments';
import type { Command } from './command';
import { COMMANDS } from './commands';
import { asFailure, EXIT, usage } from './failure';
import { helpOf, overview } from './help';
import { wantsJson } from './options';
import { openSession, paintFor } from './session';
import { suggestion } from './suggestion';
import { programVersion } from './version';

/** 128 + the number of the signal, as shells report a process that a signal ended. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

const ending = new AbortController();
let endCode: number | undefined;

/** Asks the running command to clean up and end with that code; who asks twice does not want to wait. */
function end(code: number): void {
  if (endCode !== undefined) process.exit(endCode);
  endCode = code;
  ending.abort();
}

for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => end(code));
// `omni consume … | head`: nobody reads any more, which is no error of ours.
process.stdout.on('error', () => endCode ?? end(EXIT.readerGone));
process.stderr.on('error', () => undefined);

async function omni(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  const [topic] = rest;
  if (name === 'help' && topic !== undefined) return runCommand(commandOf(topic), ['--help']);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return say(overview(COMMANDS), name);
  if (name === '--version') return say(programVersion(), name);
  return runCommand(commandOf(name), rest);
}

function commandOf(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((candidate) => candidate.name);
  const advice = suggestion(name, names) || '; try "omni --help"';
  throw usage(`there is no command ${JSON.stringify(name)}${advice}`);
}

async function runCommand(command: Command, argv: readonly string[]): Promise<number> {
  const typed = readArguments(command, argv);
  if (typed.flag('help')) return say(helpOf(command, await command.words?.()), '--help');
  const json = wantsJson(command, typed);
  const run = await command.load();
  return run(typed, openSession(process, json, ending.signal));
}

/** Help that nobody asked for is a complaint. */
function say(text: string, asked: string | undefined): number {
  (asked === undefined ? process.stderr : process.stdout).write(`${text.trimEnd()}\n`);
  return asked === undefined ? EXIT.usage : EXIT.ok;
}

function complain(error: unknown, argv: readonly string[]): number {
  const { code, message, exitCode } = asFailure(error);
  const json = argv.some((word, at) => word === '--output=json' || (word === 'json' && argv[at - 1] === '--output'));
  const paint = paintFor(process.stderr);
  const text = json ? JSON.stringify({ error: { code, message } }) : `${paint('red', 'omni:')} ${message}`;
  process.stderr.write(`${text}\n`);
  return exitCode;
}

async function main(argv: readonly string[]): Promise<void> {
  const code = await omni(argv).catch((error: unknown) => (endCode === undefined ? complain(error, argv) : endCode));
  process.stdout.write('', () => process.exit(endCode ?? code));
}

void main(process.argv.slice(2));
