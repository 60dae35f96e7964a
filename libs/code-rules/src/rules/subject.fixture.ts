import { loadPython } from '#code-model';
import type { Finding, Rule } from '../rule';
import { type Asked, subjectOf } from '../subject';

/**
 * For specs of rules: `const find = await loadFinder();` and then `find(rule, code, { nodeType: 'compute' })` gives
 * `line: message` of each finding.
 */
export async function loadFinder(): Promise<(rule: Rule, code: string, asked?: Partial<Asked>) => string[]> {
  const read = await loadPython();
  return (rule, source, asked = {}) => {
    const code = read(source);
    const subject = subjectOf(code, { profile: 'imperative', ...asked });
    const show = ({ at, message }: Finding): string => `${code.place(at).line}: ${message}`;
    return [...(rule.check?.(subject) ?? [])].map(show);
  };
}
