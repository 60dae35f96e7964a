const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const CLOSING_BRACKET = 0x5d;
const CLOSING_BRACE = 0x7d;

/**
 * The values directly in a JSON object or array, each as it is written, with its name in an object: a double keeps
 * neither `9007199254740993` nor `1.0`, and no reviver of Node 20 is told what was written. Text and scalars have none,
 * whatever brackets they quote. Linear in the length of `json`, which must be valid.
 */
export function* literalsIn(json: string): Generator<readonly [name: string, literal: string]> {
  const opening = json.search(/\S/);
  const isArray = json[opening] === '[';
  if (!isArray && json[opening] !== '{') return;
  for (let at = pass(COMMA, json, opening + 1); at < json.length && !isClosing(json.charCodeAt(at));) {
    const nameEnd = isArray ? at : endOfString(json, at);
    const start = isArray ? at : pass(COLON, json, nameEnd);
    const end = endOfValue(json, start);
    yield [isArray ? '' : nameOf(json.slice(at, nameEnd)), json.slice(start, end)];
    at = pass(COMMA, json, end);
  }
}

/** The value of one property; of several with this name the last, as `JSON.parse` has it; `''` where there is none. */
export function literalOf(json: string, wanted: string): string {
  let found = '';
  for (const [name, literal] of literalsIn(json)) if (name === wanted) found = literal;
  return found;
}

/** As `literalOf`, along a dotted path (`error.code`). */
export function literalAt(json: string, path: string): string {
  return path.split('.').reduce(literalOf, json);
}

function nameOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

/** Past white space and the separator. */
function pass(separator: number, json: string, from: number): number {
  let at = from;
  for (let unit = json.charCodeAt(at); unit <= 0x20 || unit === separator; unit = json.charCodeAt(at)) at += 1;
  return at;
}

function isClosing(unit: number): boolean {
  return unit === CLOSING_BRACKET || unit === CLOSING_BRACE;
}

function endOfValue(json: string, start: number): number {
  const first = json[start];
  if (first === '"') return endOfString(json, start);
  return first === '{' || first === '[' ? endOfNested(json, start) : endOfScalar(json, start);
}

function endOfScalar(json: string, start: number): number {
  let at = start;
  for (let unit = json.charCodeAt(at); unit > 0x20 && unit !== COMMA && !isClosing(unit); unit = json.charCodeAt(at)) {
    at += 1;
  }
  return at;
}

function endOfNested(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(json, at) - 1;
    // A brace is a bracket with one more bit.
    else if ((unit | 0x20) === 0x7b) depth += 1;
    else if ((unit | 0x20) === CLOSING_BRACE && --depth === 0) return at + 1;
  }
  return json.length;
}

/** After the first quote that an even number of backslashes precedes. */
function endOfString(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); quote !== -1; quote = json.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (json[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return json.length;
}
