import type { NodeType } from '#contracts';

/**
 * - `class`: upstream ships it.
 * - `planned`: upstream's metadata describes it, no release has the class.
 * - `removed`: was a class once.
 * - `foreign`: a name that code generators or older services hand out; upstream never had it.
 */
export type MixinStatus = 'class' | 'planned' | 'removed' | 'foreign';

/** What upstream's import rules say about it in a pure node (compute, reducer); `ok`: no rule, deterministic. */
export type PureRule = 'allowed' | 'blocked' | 'ok';

export interface MixinOption {
  readonly name: string;
  readonly default: string | number | boolean | readonly (string | number)[];
  readonly description: string;
}

export interface MixinAlternative {
  readonly name: string;
  /** Where to import it from; absent when it is a block of the contract. */
  readonly import_path?: string;
  /** The contract block that does the same without a class. */
  readonly contract?: string;
  readonly note?: string;
}

/** What can be seen of code: each kind has a finder of its own. */
export const BEHAVIOUR_KINDS = ['pattern', 'calls', 'defines', 'logs', 'reaches'] as const;
export type BehaviourKind = (typeof BEHAVIOUR_KINDS)[number];

/** One way to see that code does by itself what the mixin does: exactly one of the kinds, as the schema explains them. */
export interface Behaviour extends Readonly<Partial<Record<BehaviourKind, string>>> {
  /** What that comes to: "retry by hand". */
  readonly means: string;
  /** How likely that is, 0..1; a pattern has a confidence of its own. */
  readonly strength?: number;
}

export interface MixinEntry {
  readonly name: string;
  readonly category: string;
  readonly status: MixinStatus;
  /** What it does. */
  readonly description: string;
  /** When one wants it. */
  readonly wanted: string;
  /** Further words people use for it. */
  readonly keywords: string;
  /** Phrases that name what it does, for refusals ("no caching") and for plain mentions ("with retries"). */
  readonly topics: readonly string[];
  readonly methods?: readonly string[];
  readonly does?: readonly Behaviour[];
  /** Module in `omnibase_core.mixins` that has the class, the same in every release with it. */
  readonly module?: string;
  /** First release with the class. */
  readonly since?: string;
  /** Last release with the class; absent while it is there. */
  readonly until?: string;
  /** Node kinds whose base or service class inherits it already. */
  readonly builtInto?: readonly NodeType[];
  readonly pure?: PureRule;
  readonly handler?: 'effect' | 'compute' | 'nondeterministic';
  readonly compatible?: readonly string[];
  readonly conflicts?: readonly string[];
  /** Mixins it does not work without. */
  readonly requires?: readonly string[];
  /** Mixins it inherits: having it is having them. */
  readonly composes?: readonly string[];
  readonly options?: readonly MixinOption[];
  readonly alternatives?: readonly MixinAlternative[];
  /** Further spellings; `Caching`, `CachingMixin`, `mixin_caching`, … are understood without being listed. */
  readonly aliases?: readonly string[];
}
