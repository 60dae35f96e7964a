import { type Code, lastName } from '../code/code';
import { isNodeBase, type NodeClass, takesContainer } from './kinds';

const SIGN = /omnibase|omninode|onex/i;
const NODE_FILE = /(?:^|[/\\])node_\w+(?:[/\\]|\.)/;

/** Whether anything in a file, or its path, says that it is of ONEX. */
export function speaksOfOnex({ source }: Code, filePath = ''): boolean {
  return SIGN.test(source) || NODE_FILE.test(filePath);
}

/** Bases that trees and graphs have too; with a kind in its name, or `Core`, a base is ONEX's. */
const ORDINARY_BASE = /^(?:NodeBase|BaseNode)$/;

/**
 * Whether a class that could be a node was meant to be one. `NoiseReducer`, `SoundEffect` and `NodeCounter` are ordinary
 * names, and a `NodeBase` may be a tree's: these need a second sign, in the class or in its file.
 */
export function isMeant(node: NodeClass, code: Code, hasSign: boolean): boolean {
  const { item, kindByEntry, kindByMarker, kindByName, methods } = node;
  if (kindByEntry !== undefined || kindByMarker !== undefined || methods.some(takesContainer)) return true;
  const bases = item.bases.filter(isNodeBase);
  if (bases.length > 0) return hasSign || bases.some((base) => isTelling(base, code));
  return hasSign || (kindByName !== undefined && /^[Nn]ode[A-Z_]/.test(item.name));
}

function isTelling(base: string, code: Code): boolean {
  return (
    !ORDINARY_BASE.test(lastName(base)) &&
    !code.all('class').some(({ name, bases }) => name === base && bases.length === 0)
  );
}
