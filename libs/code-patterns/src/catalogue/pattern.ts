import type { NodeType } from '#contracts';

/** One entry of the catalogue. All texts are written for this project. */
export interface Pattern {
  /** Stable: callers may keep it. Lower case, words joined by hyphens. */
  readonly id: string;
  readonly name: string;
  /** The node kinds it belongs in, the most typical first. */
  readonly kinds: readonly NodeType[];
  readonly description: string;
  /** What somebody who needs it wants, in other words than the description. */
  readonly intent: string;
  /** What people ask for when they need it, over a wide range of subject matters. Empty on an anti-pattern. */
  readonly examples: readonly string[];
  readonly whenToUse: string;
  readonly whenNotToUse: string;
  readonly keywords: readonly string[];
  /** Keywords for what it works on; where nothing else speaks for it, they are chance ("stores a password"). */
  readonly objects?: readonly string[];
  /** First words of operation names that hint at it: `create` of `create_user`. */
  readonly capabilities: readonly string[];
  /** Names of mixin classes that exist upstream. */
  readonly mixins: readonly string[];
  /** Patterns it is often confused or combined with; for an anti-pattern, what to do instead. */
  readonly related: readonly string[];
  /** Patterns for the concerns it raises and does not answer itself. */
  readonly complements: readonly string[];
  /** Only on an anti-pattern: the validation rules that report it. Its sketch shows the cure. */
  readonly rules?: readonly string[];
  /** A short example in Python 3.12 that passes validation. */
  readonly sketch: string;
}
