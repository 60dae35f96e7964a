export { MIXINS } from './catalog';
export { recommendMixins, suggestMixins } from './recommend';
