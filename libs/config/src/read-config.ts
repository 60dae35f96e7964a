import { readFileSync } from 'node:fs';
import { REDACTED, safeText } from '#redaction';

/** What a process environment looks like. Nothing here reads the real one: each app passes it in. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigProblem {
  readonly variable: string;
  readonly expected: string;
  readonly got: string;
}

export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads one value, or a tree of values, out of an environment and collects every problem on the way. */
export type ConfigSpec<T> = (env: Environment) => Reading<T>;

/** Turns the text of one variable into a value; `undefined` means the text is refused. */
export interface Parser<T> {
  /** Completes the sentence "… must be …". */
  readonly expected: string;
  /** The value is never shown, whatever is wrong with it. */
  readonly hidden?: boolean;
  /** What an unset variable stands for; without it the variable is required. */
  readonly absent?: { readonly value: T };
  parse(text: string): T | undefined;
}

/** The environment was refused. The message names every bad variable, and no secret. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';

  constructor(readonly problems: readonly ConfigProblem[]) {
    // No colon after the name: the log would take what follows KAFKA_SASL_PASSWORD: for the password.
    const lines = problems.map(({ variable, expected, got }) => `${variable} must be ${expected}, got ${got}`);
    super(`The settings are wrong: ${lines.join('; ')}`);
    this.name = 'ConfigError';
    // Where it was thrown says nothing to whoever has to set it right.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/**
 * Reads the whole configuration or throws one ConfigError that names every bad variable.
 * Fits `ConfigModule.forRoot({ validate: (env) => readConfig(spec, env) })`.
 */
export function readConfig<T>(spec: ConfigSpec<T>, env: Environment): T {
  const reading = spec(env);
  if (reading.ok) return reading.value;
  throw new ConfigError(reading.problems);
}

/**
 * True when a variable has a value, or a file that has it. A blank one counts as unset: compose files write
 * `NAME=${NAME:-}`.
 */
export function isSet(env: Environment, name: string): boolean {
  return isFilled(env, name) || isFilled(env, fileOf(name));
}

function isFilled(env: Environment, name: string): boolean {
  return (env[name] ?? '').trim() !== '';
}

/** Names the file that has the value of a variable: orchestrators hand out secrets as files. */
function fileOf(name: string): string {
  return `${name}_FILE`;
}

/** One variable of the environment, or of the file that `NAME_FILE` names; a line break at the file's end is none of it. */
export function variable<T>(name: string, parser: Parser<T>): ConfigSpec<T> {
  return (env) => {
    if (!isSet(env, name)) return parser.absent ? read(parser.absent.value) : refused(name, parser.expected, 'nothing');
    const given = textOf(env, name);
    if (!given.ok) return given;
    const text = given.value;
    const value = parser.parse(text);
    return value === undefined ? refused(name, parser.expected, parser.hidden ? '(hidden)' : shown(text)) : read(value);
  };
}

function textOf(env: Environment, name: string): Reading<string> {
  const file = fileOf(name);
  if (!isFilled(env, file)) return read(env[name] ?? '');
  if (isFilled(env, name)) return refused(file, `unset, because ${name} is set`, 'a value');
  const path = (env[file] ?? '').trim();
  try {
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    if (text.trim() !== '') return read(text);
  } catch {
    // As if it were empty.
  }
  return refused(file, 'the path of a readable file that is not empty', shown(path));
}

type Values<S> = { -readonly [K in keyof S]: S[K] extends ConfigSpec<infer T> ? T : never };

/** An object of specs becomes a spec of an object; the problems of all members are collected. */
export function group<const S extends Readonly<Record<string, ConfigSpec<unknown>>>>(specs: S): ConfigSpec<Values<S>> {
  return (env) => {
    const readings = Object.entries(specs).map(([key, spec]) => [key, spec(env)] as const);
    const problems = readings.flatMap(([, reading]) => (reading.ok ? [] : reading.problems));
    if (problems.length > 0) return { ok: false, problems };
    return read(Object.fromEntries(readings.map(([key, r]) => [key, r.ok ? r.value : undefined])) as Values<S>);
  };
}

/** The same variables in another shape. */
export function mapped<T, R>(spec: ConfigSpec<T>, shape: (value: T) => R): ConfigSpec<R> {
  return dependent(spec, (value) => () => read(shape(value)));
}

/** Chooses what to read next by what was read first. */
export function dependent<T, R>(first: ConfigSpec<T>, next: (value: T) => ConfigSpec<R>): ConfigSpec<R> {
  return (env) => {
    const reading = first(env);
    return reading.ok ? next(reading.value)(env) : reading;
  };
}

/**
 * The value as it is now: a file that `NAME_FILE` names is read anew each time, as secrets are replaced under a running
 * program. While what is there cannot be used, such as half a file, the last value that could be is meant.
 */
export function current<T>(spec: ConfigSpec<T>): ConfigSpec<() => T> {
  return (env) => {
    const first = spec(env);
    if (!first.ok) return first;
    let last = first.value;
    return read(() => {
      const now = spec(env);
      if (now.ok) last = now.value;
      return last;
    });
  };
}

/** Refuses variables that would silently have no effect; `because` completes "unset, because …". */
export function unused(names: readonly string[], because: string): ConfigSpec<undefined> {
  return (env) => {
    const set = names.filter((name) => isSet(env, name));
    if (set.length === 0) return read(undefined);
    const expected = `unset, because ${because}`;
    return { ok: false, problems: set.map((name) => ({ variable: name, expected, got: 'a value' })) };
  };
}

function read<T>(value: T): Reading<T> {
  return { ok: true, value };
}

function refused(name: string, expected: string, got: string): Reading<never> {
  return { ok: false, problems: [{ variable: name, expected, got }] };
}

/** Whatever stands before an @ may be a password pasted into the wrong variable. */
function shown(text: string): string {
  return JSON.stringify(safeText(text.replace(/.*@/s, `${REDACTED}@`), 60));
}
