import type { NodeType } from '#contracts';
import { canonicalMixin, MIXINS } from './catalog';
import type { MixinEntry } from './mixin';
import { type Match, named, type Refusal, type Statement } from './matches';

/** A mixin that may be recommended, with what speaks for it. */
export interface Candidate {
  readonly entry: MixinEntry;
  /** 0..1, adjusted to the node and the mixins it has. */
  readonly confidence: number;
  /** Best first. */
  readonly matches: readonly Match[];
  /** The adjustments made, in words. */
  readonly adjustments: readonly string[];
}

/** What the node has already. */
export interface Existing {
  /** Canonical names, those that others inherit included. */
  readonly names: ReadonlySet<string>;
  /** As given: in no catalogue. */
  readonly unknown: readonly string[];
}

/** A mixin that matched and is not recommended. */
export interface Excluded {
  readonly name: string;
  readonly why: string;
}

/** No node has more mixins. */
const MAX_EXISTING = 200;

const BUILT_IN_FACTOR = 0.6;
const COMPATIBLE_FACTOR = 1.1;
const FITTING_FACTOR = 1.05;
const EFFECT_IN_PURE_FACTOR = 0.8;

/** Canonical names of what a node has, and of all those inherit. */
export function existingOf(given: readonly string[]): Existing {
  const names = new Set<string>();
  const unknown: string[] = [];
  for (const spelling of given.slice(0, MAX_EXISTING)) {
    const name = canonicalMixin(spelling);
    if (name === undefined) unknown.push(spelling);
    else withComposed(name, names);
  }
  return { names, unknown };
}

function withComposed(name: string, into: Set<string>): void {
  if (into.has(name)) return;
  into.add(name);
  for (const part of MIXINS.get(name)?.composes ?? []) withComposed(part, into);
}

/** The matches by mixin, each mixin's best first. */
export function gather(matches: readonly Match[]): Map<MixinEntry, Match[]> {
  const byEntry = new Map<MixinEntry, Match[]>();
  for (const match of matches) {
    const list = byEntry.get(match.entry);
    if (list === undefined) byEntry.set(match.entry, [match]);
    else list.push(match);
  }
  for (const list of byEntry.values()) list.sort((a, b) => b.confidence - a.confidence);
  return byEntry;
}

/**
 * The refusals that hold: by name, one for each mixin refused and for each that needs one of those. What another part of
 * the requirements names is not refused; those refusals are returned as `doubtful`.
 */
export function refusedBy(statements: readonly Statement[]): {
  refused: Map<string, Refusal>;
  doubtful: Refusal[];
} {
  const refused = new Map<string, Refusal>();
  const doubtful: Refusal[] = [];
  const refusals = statements.flatMap((statement) => statement.refusals);
  if (refusals.length === 0) return { refused, doubtful };
  const asked = new Set(statements.flatMap(({ rest }) => named(rest)));
  for (const refusal of refusals) {
    if (asked.has(refusal.entry)) doubtful.push(refusal);
    else if (!refused.has(refusal.entry.name)) refused.set(refusal.entry.name, refusal);
  }
  return { refused, doubtful };
}

/** Why the mixin cannot be had by this node; undefined when it can. */
export function obstacle(
  entry: MixinEntry,
  nodeType: NodeType | undefined,
  existing: Existing,
  refused: ReadonlyMap<string, Refusal>,
): string | undefined {
  const refusal = refused.get(entry.name);
  if (refusal !== undefined) return `refused by requirement ${refusal.sentence.requirement}`;
  const needed = [...(entry.requires ?? []), ...(entry.composes ?? [])].find((name) => refused.has(name));
  if (needed !== undefined) return `needs ${needed}, which is refused`;
  if (entry.pure === 'blocked' && isPure(nodeType)) return `blocked in ${nodeType} nodes`;
  const conflict = entry.conflicts?.find((name) => existing.names.has(name));
  return conflict === undefined ? undefined : `conflicts with ${conflict}, which the node has`;
}

/** The candidate with its confidence adjusted to the node. */
export function weighed(
  entry: MixinEntry,
  matches: readonly Match[],
  nodeType: NodeType | undefined,
  existing: Existing,
): Candidate {
  const adjustments: string[] = [];
  let confidence = matches[0]?.confidence ?? 0;
  const adjust = (factor: number, why: string): void => {
    confidence *= factor;
    adjustments.push(`×${factor} ${why}`);
  };
  if (nodeType !== undefined) adjustToKind(entry, nodeType, adjust);
  const partner = entry.compatible?.find((name) => existing.names.has(name));
  if (partner !== undefined) adjust(COMPATIBLE_FACTOR, `goes with ${partner}`);
  return { entry, confidence: Math.min(1, confidence), matches, adjustments };
}

function adjustToKind(entry: MixinEntry, nodeType: NodeType, adjust: (factor: number, why: string) => void): void {
  if (entry.builtInto?.includes(nodeType))
    return adjust(BUILT_IN_FACTOR, `in the base or service class of ${nodeType} nodes`);
  if (!isPure(nodeType) && entry.handler === 'effect') return adjust(FITTING_FACTOR, `made for ${nodeType} nodes`);
  if (isPure(nodeType) && entry.handler === 'compute') return adjust(FITTING_FACTOR, `made for ${nodeType} nodes`);
  if (isPure(nodeType) && entry.handler === 'effect' && entry.pure === undefined)
    adjust(EFFECT_IN_PURE_FACTOR, `has effects, ${nodeType} nodes should have none`);
}

function isPure(nodeType: NodeType | undefined): boolean {
  return nodeType === 'compute' || nodeType === 'reducer';
}
