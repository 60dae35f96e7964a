import { RULE_OF_ID } from '#code-rules';
import type { Facts } from './facts';
import { sign, type Feature } from './feature';

const isPure = ({ subject }: Facts): boolean => subject.pure;

/** What rules, or families of rules, are about; where there is none of it they need not look. */
const SUBJECTS: Readonly<Record<string, (facts: Facts) => boolean>> = {
  CTR: ({ subject }) => subject.nodes.length > 0,
  ERR: ({ code }) => code.all('handler').length > 0,
  ORC: (facts) => facts.subject.kinds.has('orchestrator') || facts.named('orchestrator', 'class').length > 0,
  'ORC-005': (facts) => facts.calls(['handle']).length > 0,
  PUR: isPure,
  RED: isPure,
};

/** What rules of validation find; only of the given detail if one is given. */
export function findingsOf(ids: readonly string[], detail?: string): Feature['find'] {
  return function* (facts) {
    for (const id of ids) {
      const isThere = SUBJECTS[id] ?? SUBJECTS[id.slice(0, 3)];
      if (isThere?.(facts) === false) continue;
      for (const finding of RULE_OF_ID.get(id)?.check?.(facts.subject) ?? []) {
        if (detail === undefined || finding.detail === detail) yield sign(finding.at, finding.message);
      }
    }
  };
}
