import { MAX_ID_LENGTH } from '#contracts';

/** What the events about a request are correlated by: what the client says, else the id of the HTTP request. */
export function correlationOf(header: string | undefined, requestId: string): string {
  return header !== undefined && header !== '' && header.length <= MAX_ID_LENGTH ? header : requestId;
}
