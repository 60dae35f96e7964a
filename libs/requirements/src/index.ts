export { analyzeRequirements } from './analyze';
export { nodeTypeHints, rounded } from './kinds/node-type-hints';
export { classifyRequirement } from './quality/classify';
export { stemOf } from './stem-memo';
