import { codeFileOfPath, type NodeType } from '#contracts';
import { asNode, type Code, isMeant, type NodeClass, PURE_KINDS, speaksOfOnex } from '#code-model';
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
  const hasSign = nodeType !== undefined || contracts.readings.length > 0 || speaksOfOnex(code, filePath);
  const nodes = code
    .all('class')
    .flatMap((item) => asNode(item) ?? [])
    .filter((node) => isMeant(node, code, hasSign));
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
    declares: codeFileOfPath(filePath ?? '')?.declares === true,
    isSnippet: code.all('import').length === 0,
    contracts,
  };
}

function kindsOf({ kindByName, kindByBase }: NodeClass): NodeType[] {
  return [kindByName, kindByBase].filter((kind) => kind !== undefined);
}
