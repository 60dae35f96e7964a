const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
/** Longer identifiers are cut; nobody writes them. */
const MAX_LENGTH = 80;

/** The words of an identifier in lower case: `get`, `HTTP` and `client` of `getHTTPClient` or `_get_http_client`. */
export function wordsOf(name: string): string[] {
  return (
    name
      .slice(0, MAX_LENGTH)
      .match(WORD)
      ?.map((word) => word.toLowerCase()) ?? []
  );
}

/** `self._rows` of `self._rows.get`; empty for a plain name. */
export function receiverOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** `path` without the calls and subscripts at its end: `client` of `client()`. */
export function bare(path: string): string {
  return path.replace(/(?:\(\)|\[\])+$/, '');
}
