import type { CodeRelationship, RelationshipType } from './code-analysis';
import type { Relation } from './relations';

const VERBS: Readonly<Record<RelationshipType, string>> = {
  calls: 'calls',
  consumes: 'consumes',
  contains: 'contains',
  depends_on: 'depends on',
  handles: 'handles',
  implements: 'implements',
  imports: 'imports',
  inherits: 'inherits',
  publishes: 'publishes to',
  raises: 'raises',
  reads: 'reads',
  writes: 'writes',
};
const MAX_NAME = 160;

/** A relation as it is answered. */
export function described({ source, target, type, line, count, confidence }: Relation): CodeRelationship {
  const places = count === 1 ? `line ${line}` : `${count} times from line ${line} on`;
  return {
    source,
    target,
    type,
    pattern: type,
    line,
    occurrences: count,
    confidence: Math.round(confidence * 100) / 100,
    description: `${shown(source)} ${VERBS[type]} ${shown(target)}, ${places}`,
  };
}

/** Without the kind that ids of outside things start with. */
function shown(id: string): string {
  return id.replace(/^(?:external_system|topic|table|env_variable):/, '').slice(0, MAX_NAME);
}
