export { analyze } from './analyze';
export { nodeTypeOf } from './node-type/node-type';
