import { OPERATIONS } from '#contracts';
import type { Command, Option } from '../command';
import { wordOf } from '../vocabulary';

/** What can stand behind `omni NAME`. */
export interface CompletedCommand {
  readonly name: string;
  readonly says: string;
  readonly verbs: readonly string[];
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  readonly name: string;
  readonly short?: string;
  readonly says: string;
  readonly takesValue: boolean;
  /** Where it takes one of these only. */
  readonly values: readonly string[];
}

export function completedCommands(commands: readonly Command[]): readonly CompletedCommand[] {
  return commands.map((command) => ({
    name: command.name,
    says: command.says,
    verbs: verbsOf(command),
    options: Object.entries(command.options).map(([name, option]) => completedOption(name, option)),
  }));
}

/** As the usage has them: `omni dlq ack|resolve ID`. */
function verbsOf({ name, usage }: Command): readonly string[] {
  const verbs = usage.flatMap((line) => {
    const [first = ''] = line.slice(`omni ${name} `.length).split(' ');
    if (first === 'OPERATION') return OPERATIONS.map(wordOf);
    return /^[a-z][a-z|-]*$/.test(first) ? first.split('|') : [];
  });
  return [...new Set(verbs)];
}

function completedOption(name: string, { type, short, says, value = '' }: Option): CompletedOption {
  const values = /^[\w-]+(\|[\w-]+)+$/.test(value) ? value.split('|') : [];
  return { name, ...(short !== undefined && { short }), says, takesValue: type === 'string', values };
}

/** Quoted for a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
