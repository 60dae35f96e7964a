const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EEXIST', 'it is there already'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
  ['ELOOP', 'its links lead nowhere'],
  ['ENOTDIR', 'part of its path is no folder'],
]);

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** Why the system would not read or write a file, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const known = REASONS.get(codeOf(error));
  if (known !== undefined) return known;
  return error instanceof Error ? error.message : String(error);
}
