import type { NodeType } from '#contracts';
import type { Code } from '../code/code';
import { asNode, type NodeClass, PURE_KINDS } from '../onex/kinds';
import { type Contracts, NO_CONTRACTS } from './contracts/reading';
import type { Profile, Subject } from './rule';

export interface Asked {
  readonly nodeType?: NodeType;
  readonly filePath?: string;
  readonly contracts?: Contracts;
  readonly profile: Profile;
}

/** Everything the rules look at, found once. */
export function subjectOf(code: Code, { nodeType, filePath, contracts = NO_CONTRACTS, profile }: Asked): Subject {
  const nodes = code.all('class').flatMap((item) => asNode(item) ?? []);
  const kinds = new Set(nodes.flatMap(kindsOf));
  if (nodeType !== undefined) kinds.add(nodeType);
  return {
    code,
    profile,
    nodeType,
    nodes,
    kinds,
    pure: [...PURE_KINDS].some((kind) => kinds.has(kind)),
    filePath,
    isSnippet: code.all('import').length === 0,
    contracts,
  };
}

function kindsOf({ kindByName, kindByBase }: NodeClass): NodeType[] {
  return [kindByName, kindByBase].filter((kind) => kind !== undefined);
}
