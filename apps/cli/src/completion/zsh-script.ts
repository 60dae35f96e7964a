import { bashScript } from './bash-script';
import type { CompletedCommand } from './words-of';

/** zsh runs what bash does. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`;
}
