import { OPERATIONS } from '#contracts';
import { verbsOf, type Command, type Option } from '../command';
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
    verbs: wordsBehind(command),
    options: Object.entries(command.options).map(([name, option]) => completedOption(name, option)),
  }));
}

/** Also the operations, where one of them is the verb. */
function wordsBehind(command: Command): readonly string[] {
  const asks = command.usage.some((line) => line.startsWith(`omni ${command.name} OPERATION`));
  return asks ? OPERATIONS.map(wordOf) : verbsOf(command);
}

function completedOption(name: string, { type, short, says, value = '' }: Option): CompletedOption {
  const values = /^[\w-]+(\|[\w-]+)+$/.test(value) ? value.split('|') : [];
  return { name, ...(short !== undefined && { short }), says, takesValue: type === 'string', values };
}

/** Quoted for a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
