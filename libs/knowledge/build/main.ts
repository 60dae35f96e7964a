import { join } from 'node:path';
import { compileKnowledge } from '../src/compile-knowledge';

/** Of the repository, from where this is built to. */
const ROOT = join(__dirname, '../../../..');

try {
  compileKnowledge(ROOT, join(ROOT, 'dist'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
