import { parseArgs } from 'node:util';
import type { Command } from './command';
import { durationMs } from './duration';
import { usage } from './failure';
import { requireFitting } from './fitting';
import { oneOf } from './one-of';
import { suggestion } from './suggestion';

type Value = string | boolean | (string | boolean)[] | undefined;

/** What the user typed after the command's name, read by the command's own list of options. */
export class Arguments {
  readonly #values: Readonly<Record<string, Value>>;
  readonly #positionals: readonly string[];

  constructor(values: Readonly<Record<string, Value>>, positionals: readonly string[]) {
    this.#values = values;
    this.#positionals = positionals;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  choice<const T extends string>(name: string, choices: readonly T[], fallback: T): T;
  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined;
  choice<const T extends string>(name: string, choices: readonly T[], fallback?: T): T | undefined {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) throw usage(`--${name} must be ${oneOf(choices)}, not ${JSON.stringify(text)}`);
    return chosen;
  }

  milliseconds(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : durationMs(name, text);
  }

  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^[1-9]\d{0,8}$/.test(text))
      throw usage(`--${name} must be a whole number from 1, not ${JSON.stringify(text)}`);
    return Number(text);
  }

  /** Whole numbers from 0. */
  wholes(name: string): readonly number[] {
    return this.texts(name).map((text) => wholeOf(name, text));
  }

  whole(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : wholeOf(name, text);
  }

  /** A number from 0 to 1. */
  share(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^(0(\.\d{1,9})?|1(\.0{1,9})?|\.\d{1,9})$/.test(text))
      throw usage(`--${name} must be a number from 0 to 1, not ${JSON.stringify(text)}`);
    return Number(text);
  }

  /** Every word after the command's name. */
  all(): readonly string[] {
    return this.#positionals;
  }

  /** The word after the command's name, e.g. `stamp` of `omni request stamp`. */
  verb<const T extends string>(choices: readonly T[]): T {
    const [first] = this.#positionals;
    const chosen = choices.find((choice) => choice === first);
    if (chosen !== undefined) return chosen;
    if (first === undefined) throw usage(`say which: ${oneOf(choices)}`);
    throw usage(`${JSON.stringify(first)} is not ${oneOf(choices)}${suggestion(first, choices)}`);
  }

  /** The words from `from` on, one for each of `names` and no more. */
  words(from: number, names: readonly string[]): readonly string[] {
    const rest = this.#positionals.slice(from);
    const stray = rest[names.length];
    if (stray !== undefined) throw usage(`unexpected argument ${JSON.stringify(stray)}`);
    if (rest.length < names.length) throw usage(`${names[rest.length] ?? ''} is missing`);
    return rest;
  }

  /** Whether the words from `from` on are the one `-`; anything else there is a mistake. */
  standardInput(from: number): boolean {
    const rest = this.#positionals.slice(from);
    const stray = rest.find((word, index) => word !== '-' || index > 0);
    if (stray !== undefined) throw usage(`unexpected argument ${JSON.stringify(stray)}`);
    return rest.length === 1;
  }
}

function wholeOf(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw usage(`--${name} must be a whole number from 0, not ${JSON.stringify(text)}`);
  return Number(text);
}

/** Reads `argv` by the command's options; every mistake is one sentence. */
export function readArguments(command: Command, argv: readonly string[]): Arguments {
  const { values, positionals } = parsed(command, argv);
  const [verb = '', ...rest] = positionals;
  const words = positionals.length === 0 ? [] : [command.aliases?.[verb] ?? verb, ...rest];
  // Who asks for help need not have typed the rest well.
  if (values['help'] !== true) requireFitting(command, Object.keys(values), words);
  return new Arguments(values, words);
}

function parsed({ name, options }: Command, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const sentence = firstSentence((error as Error).message);
    const [, unknown] = /^unknown option '([^']+)'/.exec(sentence) ?? [];
    const known = Object.keys(options).map((option) => `--${option}`);
    const advice = unknown === undefined ? '' : suggestion(unknown, known);
    throw usage(`${sentence}${advice === '' ? '; see' : `${advice} See`} "omni ${name} --help"`);
  }
}

/** Node adds advice about `--` that helps nobody here. */
function firstSentence(message: string): string {
  const [first = message] = message.split(/\.\s|\n/);
  return first.replace(/\.$/, '').replace(/^([A-Z])/, (letter) => letter.toLowerCase());
}
