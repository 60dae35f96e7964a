/** Longest that RFC 5321 allows, before and after the `@`. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 255;

const LOCAL = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u;
const DOMAIN = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})*\.\p{L}{2,63}/u;

/** E-mail addresses in a text. Looks at so much beside each `@`, so that the work is linear whatever the text is. */
export function* emailsIn(text: string): Generator<string> {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const [domain] = DOMAIN.exec(text.slice(at + 1, at + 1 + MAX_DOMAIN)) ?? [];
    if (domain === undefined) continue;
    const [local] = LOCAL.exec(text.slice(Math.max(at - MAX_LOCAL, 0), at)) ?? [];
    if (local !== undefined) yield `${local}@${domain}`;
  }
}
