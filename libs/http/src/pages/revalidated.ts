/** `Cache-Control` of what the client that asked may keep, but compares by its ETag before it shows it again. */
export const REVALIDATED = 'private, no-cache';
