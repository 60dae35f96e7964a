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

/** Makes a place of the text in a cursor; `undefined` where that names none: anybody can make a cursor of any text. */
export type ReadPosition<Position> = (text: string) => Position | undefined;

/** The place a cursor names; a problem where it is not a cursor for these filters. */
export function positionOf<Position>(cursor: string, filters: object, read: ReadPosition<Position>): Position {
  const text = Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString('utf8');
  const position = cursorAt(text, filters) === cursor ? read(text) : undefined;
  if (position === undefined) throw invalidParameter('cursor', EXPECTED);
  return position;
}

const MAX_NUMBER = 2n ** 63n - 1n;

/** A number of 64 bit, decimal. */
export function numberPosition(text: string): string | undefined {
  return /^[0-9]{1,19}$/.test(text) && BigInt(text) <= MAX_NUMBER ? text : undefined;
}

function checksum(position: string, filters: object): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([position, ...given.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
