import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import type { Session } from '../session';
import { bashScript } from './bash-script';
import { fishScript } from './fish-script';
import { completedCommands } from './words-of';
import { zshScript } from './zsh-script';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `omni completion`: a script for a shell, made of the commands as their help has them. */
export async function completion(typed: Arguments, session: Session): Promise<number> {
  const shell = typed.verb(Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]);
  typed.words(1, []);
  const { COMMANDS } = await import('../commands.js');
  await session.print(SCRIPTS[shell](completedCommands(COMMANDS)).trimEnd());
  return EXIT.ok;
}
