export { readKnowledge } from './read-knowledge';
