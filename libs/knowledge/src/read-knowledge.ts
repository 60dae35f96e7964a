import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ABOVE = join(__dirname, '../../..');

/** Where the build puts what it made; Jest runs the sources, which lie beside it. */
const BUILT = basename(ABOVE) === 'dist' ? ABOVE : join(ABOVE, 'dist');

/**
 * What `libs/<library>/knowledge/<name>` holds, as the build checked it against its schema: the value of one YAML file,
 * or those of a folder, and the texts of its other files, by file name without the ending. Its type is what the schema says.
 */
export function readKnowledge(library: string, name: string): unknown {
  return JSON.parse(readFileSync(join(BUILT, 'libs', library, 'knowledge', `${name}.json`), 'utf8')) as unknown;
}
