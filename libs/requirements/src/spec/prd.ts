import type { NodeKind } from '../kinds/kind-lexicon';

/** A requirements document of our own, and what a careful reader finds in it. */
export interface PrdFixture {
  name: string;
  text: string;
  kind: NodeKind;
  systems: string[];
  functional: number;
  nonFunctional: number;
  entities: string[];
  mixins: string[];
  actors: string[];
}
