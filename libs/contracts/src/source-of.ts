import { isObject, type JsonObject } from './json';

/** What is longer is no name. */
const MAX_LENGTH = 1024;

const NAMES = ['source', 'source_service', 'source_tool', 'service', 'service_name'];

/** Who sent a message, as it says itself. Systems name the sender in six ways; a text, or an object that has its name. */
export function sourceOf(message: JsonObject): string | null {
  for (const name of NAMES) {
    const named = message[name];
    const found = isObject(named) ? (named['service_name'] ?? named['service'] ?? named['name']) : named;
    if (typeof found === 'string' && found !== '' && found.length <= MAX_LENGTH) return found;
  }
  return null;
}
