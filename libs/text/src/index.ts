export { contentKind } from './content-kind';
export { inTerms } from './everyday';
export { type Language, languageOf } from './language';
export { Ranking } from './ranking';
export { setOf } from './set-of';
export { SYNONYMS } from './synonyms';
export { stem, stems, words } from './words';
