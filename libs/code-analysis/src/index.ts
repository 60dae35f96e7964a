export { analyze } from './analyze';
export { answerMixin } from './mixins/answer-mixin';
export { nodeTypeOf } from './node-type/node-type';
