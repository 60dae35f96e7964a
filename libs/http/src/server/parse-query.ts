import { invalidParameter, unknownParameter } from '../problem/faults';
import { Problem } from '../problem/problem';
import { isReservedName } from '../validation/reserved-names';

/**
 * The parameters of a URL, each at most once. Stricter than any parser of Express: those decode what is broken to
 * something else and join what is repeated to a list, and then nobody sees any more what is wrong with it.
 */
export function parseQuery(query: string | null): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const part of (query ?? '').split('&').filter((text) => text !== '')) {
    const [rawName = '', ...rest] = part.split('=');
    const name = decode(rawName, 'the name of a parameter');
    if (isReservedName(name)) throw unknownParameter(name);
    if (values.has(name)) {
      throw new Problem(400, 'repeated_parameter', `${name.slice(0, 100)} may be given once.`, {
        parameter: name.slice(0, 100),
      });
    }
    values.set(name, decode(rest.join('='), name));
  }
  return Object.fromEntries(values);
}

function decode(text: string, name: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidParameter(name.slice(0, 100), 'percent-encoded UTF-8');
  }
}
