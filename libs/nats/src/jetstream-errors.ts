/** Codes of the server. */
export const MESSAGE_TOO_LARGE = 10_054;
export const STREAM_NOT_FOUND = 10_059;

export function codeOf(error: unknown): number | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : null;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** For the stream, or for the server, which the client knows beforehand. */
export function isTooLarge(error: unknown): boolean {
  return codeOf(error) === MESSAGE_TOO_LARGE || /max_payload size exceeded/.test(reasonOf(error));
}
