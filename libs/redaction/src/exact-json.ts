/** Begins the strings that stand for numbers; doubled where a string begins with it itself. JSON has it escaped only. */
const MARK = '\0';
const ESCAPED_MARK = '\\u0000';

const NUMBER = /-?[0-9][0-9.eE+-]*/y;

const DIGITS = new RegExp(`^${MARK}-?[0-9][0-9.eE+-]*$`);

/** A number that JavaScript would write with other digits. */
const MAY_BE_ALTERED = /[0-9]{16}|[0-9][.eE]|-0/;

/** Parsed JSON, in which `exactNumber` knows the digits of numbers; `undefined` where the text is none. */
export function parseExact(text: string): unknown {
  try {
    const json = JSON.parse(text) as unknown;
    return MAY_BE_ALTERED.test(text) ? (JSON.parse(withMarks(text)) as unknown) : json;
  } catch {
    return undefined;
  }
}

/** The digits that a string of `parseExact` stands for, or the string as it was. */
export function exactNumber(text: string): { readonly digits: string } | { readonly text: string } {
  if (text.startsWith(MARK + MARK)) return { text: text.slice(1) };
  // Nothing but digits, whoever made the string: whatever else it holds may be a secret.
  return DIGITS.test(text) ? { digits: text.slice(1) } : { text };
}

function withMarks(json: string): string {
  const parts: string[] = [];
  for (let at = 0; at < json.length;) {
    const end = json[at] === '"' ? endOfString(json, at) : endOfNumber(json, at);
    parts.push(marked(json.slice(at, end)));
    at = end;
  }
  return parts.join('');
}

function marked(token: string): string {
  if (token.startsWith(`"${ESCAPED_MARK}`)) return `"${ESCAPED_MARK}${token.slice(1)}`;
  const isAltered = /^[-0-9]/.test(token) && String(Number(token)) !== token;
  return isAltered ? `"${ESCAPED_MARK}${token}"` : token;
}

function endOfString(json: string, at: number): number {
  let end = at + 1;
  while (json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** Of a number, or of the one character that is none. */
function endOfNumber(json: string, at: number): number {
  NUMBER.lastIndex = at;
  return NUMBER.test(json) ? NUMBER.lastIndex : at + 1;
}
