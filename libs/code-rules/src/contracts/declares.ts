import type { NodeType } from '#contracts';
import { isDeclarative } from './blocks';
import type { Contracts } from './reading';
import { capabilitiesOf, mixinsOf } from './requirements';
import { kindIn } from './shape';

/** What contracts say about the code that implements them. */
export interface Declared {
  /** Set when a contract routes to handlers or names one: the node is a thin shell. */
  readonly profile?: 'declarative';
  /** Set when all contracts that name one of the four kinds name the same. */
  readonly nodeType?: NodeType;
  /** Names of capabilities, as written, each once. */
  readonly capabilities: readonly string[];
  /** Names of required mixins, as written, each once. */
  readonly mixins: readonly string[];
}

const MAX_NAMES = 200;

/** What contracts declare; unreadable ones declare nothing. Never throws. */
export function declares({ readings }: Contracts): Declared {
  const kinds = new Set(readings.flatMap(({ contract }) => kindIn(contract) ?? []));
  const [nodeType] = kinds;
  return {
    ...(readings.some(({ contract }) => isDeclarative(contract)) ? { profile: 'declarative' } : {}),
    ...(nodeType !== undefined && kinds.size === 1 ? { nodeType } : {}),
    capabilities: unique(readings.flatMap(({ contract }) => capabilitiesOf(contract, '', false))),
    mixins: unique(readings.flatMap(({ contract }) => mixinsOf(contract, ''))),
  };
}

function unique(names: readonly { readonly value: string }[]): string[] {
  return [...new Set(names.map(({ value }) => value))].slice(0, MAX_NAMES);
}
