export { answerPattern } from './answer-pattern';
export { ANTI_PATTERNS } from './catalogue/catalogue';
export { detectPatterns } from './detection/detect-patterns';
export { retrieve } from './retrieval';
export type { FoundNodes, SimilarNode } from './similar-node';
