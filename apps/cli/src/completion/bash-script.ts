import { quoted, type CompletedCommand, type CompletedOption } from './words-of';

/** Where no word of ours fits, bash completes the names of files. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  return `_omni() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" name="\${COMP_WORDS[1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=${quoted(['help', ...commands.map(({ name }) => name), '--help', '--version'].join(' '))}
  else
    case "$name" in
      help) words=${quoted(commands.map(({ name }) => name).join(' '))} ;;
${commands.map(branchOf).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _omni omni
`;
}

function branchOf({ name, verbs, options }: CompletedCommand): string {
  const flags = options.flatMap((option) => flagsOf(option));
  const values = options.filter(({ takesValue }) => takesValue).map(valuesOf);
  return `      ${name})
        case "$prev" in
${[...values, `          *) words=${quoted(flags.join(' '))}; [ "$COMP_CWORD" -eq 2 ] && words=${quoted([...verbs, ...flags].join(' '))} ;;`].join('\n')}
        esac ;;`;
}

function valuesOf(option: CompletedOption): string {
  return `          ${flagsOf(option).join('|')}) words=${quoted(option.values.join(' '))} ;;`;
}

function flagsOf({ name, short }: CompletedOption): string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}
