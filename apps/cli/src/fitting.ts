import { verbsOf, type Command } from './command';
import { usage } from './failure';
import { oneOf } from './one-of';

/** Refuses options that would say nothing here, and so would be taken for having been heard. */
export function requireFitting(command: Command, given: readonly string[], positionals: readonly string[]): void {
  const [verb] = positionals;
  const verbs = verbsOf(command);
  // Which verbs there are is for the command to say.
  if (verb !== undefined && verbs.length > 0 && !verbs.includes(verb)) return;
  const isThere = (one: string): boolean => {
    if (one.startsWith('--')) return given.includes(one.slice(2));
    return /^[A-Z]/.test(one) ? positionals.length > 0 : one === verb;
  };
  for (const name of given) {
    const { of, not = [] } = command.options[name] ?? {};
    if (of !== undefined && !of.some(isThere)) throw usage(`--${name} is only for ${oneOf(of)}`);
    const against = not.find(isThere);
    if (against !== undefined) throw usage(`--${name} is not for ${against}`);
  }
}
