import { type NodeClass, takesContainer } from '#code-model';
import type { Subject } from '../rule';

/**
 * The node classes of a file. Of TypeScript, in which `NodeList`, `MapReducer` and `SoundEffect` are ordinary names, only
 * those which say in more than one way that they are nodes, unless a node was asked for.
 */
export function nodesOf({ code, nodes, nodeType }: Subject): readonly NodeClass[] {
  return code.language === 'python' || nodeType !== undefined ? nodes : nodes.filter(isMeant);
}

function isMeant({ hasNodeBase, kindByEntry, kindByMarker, kindByName, certain, methods }: NodeClass): boolean {
  if (hasNodeBase || kindByEntry !== undefined || kindByMarker !== undefined) return true;
  return kindByName !== undefined && (certain || methods.some(takesContainer));
}

/** Whether a file is one of ONEX at all. Python's always are; `handle` and `Orchestrator` are ordinary in TypeScript. */
export function isOnexFile(subject: Subject): boolean {
  return subject.code.language === 'python' || subject.nodeType !== undefined || nodesOf(subject).length > 0;
}
