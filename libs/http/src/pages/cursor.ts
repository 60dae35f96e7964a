import { createHash } from 'node:crypto';
import { invalidParameter } from '../problem/faults';

const EXPECTED = 'a cursor as this page gave it, with the same filters';

/**
 * A place in a list, for one choice of filters. It lets nobody see what they could not see anyway, so its checksum needs
 * no secret: it keeps a cursor from being made up, cut off, or used where it means nothing.
 */
export function cursorAt(position: string, filters: object): string {
  return `${Buffer.from(position).toString('base64url')}.${checksum(position, filters)}`;
}

/** The place a cursor names; a problem where it is not a cursor for these filters. */
export function positionOf(cursor: string, filters: object): string {
  const position = Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString('utf8');
  if (cursorAt(position, filters) !== cursor) throw invalidParameter('cursor', EXPECTED);
  return position;
}

function checksum(position: string, filters: object): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([position, ...given.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
