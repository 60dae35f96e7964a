/** A string as JSON writes it, a number, or the colon that makes the string before it a name. */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d[\d.eE+-]*|:/g;

/**
 * All strings and numbers in a JSON text, each with the name of the property that it, or the list that it is in, is the
 * value of. Properties of one name are all found, at any depth, also where the text is cut. Linear in its length.
 */
export function* scalarsIn(json: string): Generator<readonly [name: string, text: string]> {
  let name = '';
  let last: string | undefined;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === ':') {
      name = last ?? name;
      last = undefined;
      continue;
    }
    if (last !== undefined) yield [name, last];
    last = token.startsWith('"') ? textOf(token) : token;
  }
  if (last !== undefined) yield [name, last];
}

function textOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}
