import type { Command, Option } from './command';
import { columns } from './columns';

const EXIT_CODES = [
  ['0', 'success'],
  ['1', 'the answer is no, as the help of each command says'],
  ['2', 'wrong arguments, settings or payload, so nothing was sent; or a file that cannot be checked'],
  ['3', 'the broker, the registry, a worker or the database cannot be reached'],
  ['4', 'no answer in time'],
  ['5', 'an internal error of omni: please report it'],
  ['130, 143', 'interrupted by Ctrl-C or SIGTERM (141: the reader of the output went away)'],
] as const;

export function overview(commands: readonly Command[]): string {
  return [
    'omni: talk to the OmniNode workers',
    '',
    section('Usage', [
      ['omni <command> [options]'],
      ['omni <command> --help, omni help <command>'],
      ['omni --version, -V'],
    ]),
    section(
      'Commands',
      commands.map(({ name, says }) => [name, says]),
    ),
    section('Exit codes', EXIT_CODES),
    section('Environment', [
      ['KAFKA_BOOTSTRAP_SERVERS', 'brokers, unless --brokers is given (default localhost:9092)'],
      ['KAFKA_SECURITY_PROTOCOL', 'PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL'],
      ['KAFKA_SASL_*, KAFKA_SSL_*', 'credentials and certificates, as for the workers'],
      ['DATABASE_URL', 'PostgreSQL, for "omni audit"; credentials and TLS are part of it'],
      ['SCHEMA_REGISTRY_URL', 'registry for "omni contracts register", unless --registry is given'],
      ['OMNI_TOKEN', 'who asks a worker for its pages, unless --token is given'],
      ['.env', "in the project's folder, then the stack that `npm start` runs there: what else is left open"],
      ['NO_COLOR, FORCE_COLOR', 'no colours on a terminal either; colours anywhere'],
    ]),
  ].join('\n');
}

/** `words`: what the command's own `words` loads. */
export function helpOf(command: Command, words: readonly string[] = []): string {
  const options = Object.entries(command.options).map(([name, option]) => [optionSyntax(name, option), saysOf(option)]);
  return [
    `omni ${command.name}: ${command.says}`,
    '',
    section(
      'Usage',
      command.usage.map((line) => [line]),
    ),
    section('Options', options),
    ...(command.examples === undefined
      ? []
      : [
          section(
            'Examples',
            command.examples.map((line) => [line]),
          ),
        ]),
    ...words,
    ...command.notes,
    '',
  ].join('\n');
}

/** `--public-key FILE` */
export function optionSyntax(name: string, { short, value }: Option): string {
  return `--${name}${value === undefined ? '' : ` ${value}`}${short === undefined ? '' : `, -${short}`}`;
}

/** More than these are told by the usage. */
const MOST_NAMED = 5;

/** What it does, behind what it belongs to. */
export function saysOf({ of = [], says }: Option): string {
  return of.length === 0 || of.length > MOST_NAMED ? says : `${of.join(', ')}: ${says}`;
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return `${title}:\n${columns(rows, '  ')}\n`;
}
