import { quoted, type CompletedCommand, type CompletedOption } from './words-of';

const IS_FIRST = '__fish_use_subcommand';

export function fishScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return [
    `complete -c omni -n ${IS_FIRST} -f -a help -d 'show the help'`,
    `complete -c omni -n '__fish_seen_subcommand_from help' -f -a ${quoted(names)}`,
    ...commands.flatMap(linesOf),
    '',
  ].join('\n');
}

function linesOf({ name, says, verbs, options }: CompletedCommand): string[] {
  const isIts = quoted(`__fish_seen_subcommand_from ${name}`);
  const isVerb = quoted(`__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${verbs.join(' ')}`);
  return [
    `complete -c omni -n ${IS_FIRST} -f -a ${name} -d ${quoted(says)}`,
    ...(verbs.length === 0 ? [] : [`complete -c omni -n ${isVerb} -f -a ${quoted(verbs.join(' '))}`]),
    ...options.map((option) => `complete -c omni -n ${isIts} ${optionOf(option)}`),
  ];
}

function optionOf({ name, short, says, takesValue, values }: CompletedOption): string {
  return [
    `-l ${name}`,
    ...(short === undefined ? [] : [`-s ${short}`]),
    ...(takesValue ? ['-r'] : []),
    ...(values.length === 0 ? [] : [`-f -a ${quoted(values.join(' '))}`]),
    `-d ${quoted(says)}`,
  ].join(' ');
}
