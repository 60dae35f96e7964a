import type { NodeType } from '#contracts';
import { ANTI_PATTERNS, patternOf } from './catalogue/catalogue';
import type { Pattern } from './catalogue/pattern';

export interface Advised {
  readonly nodeType: NodeType | undefined;
  /** The patterns answered with, best first. */
  readonly chosen: readonly Pattern[];
  /** Everything at or above the threshold: its concerns are spoken of already. */
  readonly matched: ReadonlySet<string>;
  /** Anti-patterns seen in the text or the code. */
  readonly suspected: readonly Pattern[];
  /** Matches that do not belong in the kind asked for. */
  readonly leftOut: readonly Pattern[];
}

const MAX_CONCERNS = 3;
const MAX_MIXINS = 4;
const MAX_NAMED = 5;

/** Only the best answers are worth advice of their own. */
const ADVISING = 2;

/** What goes wrong most often in a node of the kind. */
const TYPICAL_MISTAKE: Readonly<Record<NodeType, string>> = {
  effect: 'swallowed-errors',
  compute: 'io-in-compute',
  reducer: 'shared-mutable-state',
  orchestrator: 'orchestrator-result',
};

/** What pure nodes must not inherit, by upstream's purity check. */
const BARRED_IN_PURE: ReadonlySet<string> = new Set([
  'MixinEventBus',
  'MixinEventDrivenNode',
  'MixinEventHandler',
  'MixinServiceRegistry',
]);

/** Whether a node of the kind may inherit the mixin. */
export function mayUse(mixin: string, nodeType: NodeType | undefined): boolean {
  return !(nodeType === 'compute' || nodeType === 'reducer') || !BARRED_IN_PURE.has(mixin);
}

/** Short sentences, the most telling first; none where nothing matched and no kind is known. */
export function recommend(advised: Advised): string[] {
  return [...concerns(advised), ...mixins(advised), ...mistakes(advised), ...leftOut(advised)];
}

/** The patterns that the best answers call for and the text does not mention. */
function concerns({ chosen, matched, nodeType }: Advised): string[] {
  const asked = new Map<string, string>();
  for (const pattern of chosen.slice(0, ADVISING))
    for (const id of pattern.complements) if (!matched.has(id) && !asked.has(id)) asked.set(id, pattern.name);
  return [...asked]
    .flatMap(([id, by]) => {
      const missing = patternOf(id);
      if (missing === undefined || !fits(missing, nodeType)) return [];
      return [`Consider ${missing.name} (${id}): ${by} leaves it open and the description does not mention it.`];
    })
    .slice(0, MAX_CONCERNS);
}

function mixins({ chosen, nodeType }: Advised): string[] {
  const by = new Map<string, string>();
  for (const pattern of chosen.slice(0, ADVISING))
    for (const mixin of pattern.mixins) if (mayUse(mixin, nodeType) && !by.has(mixin)) by.set(mixin, pattern.name);
  return [...by].slice(0, MAX_MIXINS).map(([mixin, name]) => `${mixin} supports ${name}.`);
}

function mistakes({ nodeType, suspected }: Advised): string[] {
  const typical = ANTI_PATTERNS.filter(({ id }) => nodeType !== undefined && id === TYPICAL_MISTAKE[nodeType]);
  const seen = suspected.filter((pattern) => fits(pattern, nodeType));
  return [...new Set([...seen, ...typical])].map(
    ({ name, description, intent, rules }) =>
      `Avoid "${name}": ${lowered(description)} ${intent} (${(rules ?? []).join(', ')})`,
  );
}

function leftOut({ nodeType, leftOut: left }: Advised): string[] {
  if (left.length === 0 || nodeType === undefined) return [];
  const named = left.slice(0, MAX_NAMED).map(({ id }) => id);
  const more = left.length > named.length ? ` and ${left.length - named.length} more` : '';
  const verb = left.length === 1 ? 'matches the description but does' : 'match the description but do';
  return [`${named.join(', ')}${more} ${verb} not belong in a node of kind ${nodeType}.`];
}

/** Whether a pattern belongs in a node of the kind; without a kind, everything does. */
export function fits({ kinds }: Pattern, nodeType: NodeType | undefined): boolean {
  return nodeType === undefined || kinds.includes(nodeType);
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
