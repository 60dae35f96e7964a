import type { PersonalMark } from '#contracts';

/** Names of properties and headers that are about people, besides those that the catalog marks. */
export interface PersonalPattern {
  readonly mark: PersonalMark;
  /** What stands between the `*`; the first and the last are empty where the pattern begins or ends with one. */
  readonly parts: readonly string[];
}

const TEXT = /^([\w.*-]{1,128})(=subject)?$/;

/** `name`, `*_phone` or `customer_no=subject`: the value says who somebody is. `undefined`: it is none, or fits every name. */
export function readPersonalPattern(text: string): PersonalPattern | undefined {
  const [, name = '', subject] = TEXT.exec(text) ?? [];
  const parts = name.split('*');
  return parts.join('') === '' ? undefined : { mark: subject === undefined ? 'personal' : 'subject', parts };
}

/** Takes time that grows with the name alone. */
export function fits(name: string, { parts: [first = '', ...others] }: PersonalPattern): boolean {
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length >= at + last.length && name.endsWith(last);
}

/** Whatever fits has it in it. */
export function longestPart({ parts }: PersonalPattern): string {
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
