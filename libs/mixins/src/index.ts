export { MIXINS, RECOMMENDABLE } from './catalog';
export { type Behaviour, BEHAVIOUR_KINDS, type BehaviourKind, type MixinEntry } from './mixin';
export type { NodeCode, Observation } from './node-code';
export { recommendMixins, suggestMixins } from './recommend';
