import type { NodeType } from '#contracts';
import { canonicalMixin } from './catalog';
import { FOREIGN_FACTOR, type Match } from './matches';
import type { MixinEntry } from './mixin';

/** Something that code does by itself and that a mixin does too. */
export interface Observation {
  readonly entry: MixinEntry;
  /** 1-based. */
  readonly line: number;
  /** What stands there, in a few words. */
  readonly seen: string;
  /** What that comes to: "retry by hand". */
  readonly means: string;
  /** 0..1: how likely it is that. */
  readonly confidence: number;
}

/** What is known of the code of a node. */
export interface NodeCode {
  readonly observations: readonly Observation[];
  /** Mixins that its classes inherit, in any spelling; what is in no catalogue is passed over. */
  readonly inherited: readonly string[];
  /** The kind of node that it says it is. */
  readonly nodeType?: NodeType;
  /** How much was read: "40 lines of python"; absent where nothing was. */
  readonly read?: string;
  /** What could not be read, in sentences. */
  readonly unread: readonly string[];
}

export const NO_CODE: NodeCode = { observations: [], inherited: [], unread: [] };

/** What the observations say for mixins. */
export function matchesInCode({ observations }: NodeCode): Match[] {
  return observations.map(({ entry, line, seen, means, confidence }) => ({
    entry,
    confidence: confidence * (entry.status === 'foreign' ? FOREIGN_FACTOR : 1),
    from: 'code',
    reason: `line ${line}: ${seen}: ${means}`,
    evidence: { line, excerpt: seen, matched: [means] },
  }));
}

/** The mixins of the catalogue among those inherited. */
export function knownInherited({ inherited }: NodeCode): string[] {
  return inherited.filter((name) => canonicalMixin(name) !== undefined);
}
