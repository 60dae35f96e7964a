import { headOf, keyIdsOf, openParts, type Parts, type SubjectKey } from './envelope';
import type { Piece } from './pieces';

/** Of envelopes that have others in them. */
const VERSION = 2;

/** What is about several people: what is about all of them, and what is about one of them alone. */
export interface Box {
  /** `null`: everyone. */
  readonly owner: string | null;
  readonly parts: Parts;
}

/** Which of the parts is in pieces. */
const VALUE = 1;

/** The first box is everyone's, and has all other parts before the bytes of the value. */
export function boxesOf(parts: Parts, pieces: readonly Piece[]): readonly Box[] {
  const owners = [...new Set(pieces.map(({ owner }) => owner))].sort((a, b) => Number(b === null) - Number(a === null));
  return owners.map((owner) => {
    const own = pieces.filter((piece) => piece.owner === owner);
    return owner === null
      ? { owner, parts: [...parts.toSpliced(VALUE, 1), ...own.map(({ bytes }) => bytes)] }
      : { owner, parts: own.flatMap(({ path, bytes }) => [Buffer.from(path), bytes]) };
  });
}

/** Which box each piece is in, in the order of the value. */
export function orderOf(pieces: readonly Piece[], boxes: readonly Box[]): readonly number[] {
  return pieces.map((piece) => boxes.findIndex(({ owner }) => owner === piece.owner));
}

/** In front of the boxes: version, keys, and which box each piece is in; boxes open behind this one only. */
export function orderHead(ids: readonly bigint[], order: readonly number[]): Buffer {
  const numbers = Buffer.alloc(4 + order.length * 2);
  numbers.writeUInt32BE(order.length);
  order.forEach((box, index) => numbers.writeUInt16BE(box, 4 + index * 2));
  return Buffer.concat([headOf(VERSION, ids), numbers]);
}

export function joinBoxes(head: Buffer, boxes: readonly Buffer[]): Buffer {
  return Buffer.concat([head, ...boxes.flatMap((box) => [length(box), box])]);
}

/** Where a box belongs; elsewhere it does not open. */
export function boxContext(head: Buffer, index: number, context: Buffer): Buffer {
  return Buffer.concat([context, head, Buffer.from([index >> 8, index & 255])]);
}

export function isInPieces(envelope: Buffer): boolean {
  return envelope[0] === VERSION;
}

/** What is left of a value when some of its people are erased: its objects by their JSON pointers, as JSON. */
export interface Remains {
  readonly remains: Buffer;
}

export function openBoxes(
  envelope: Buffer,
  keys: ReadonlyMap<bigint, SubjectKey>,
  context: Buffer,
): Parts | Remains | 'erased' | 'locked' {
  try {
    return open(readBoxes(envelope), keys, context);
  } catch {
    return 'locked';
  }
}

function open({ head, order, boxes }: Boxes, keys: ReadonlyMap<bigint, SubjectKey>, context: Buffer) {
  const opened = boxes.map((box, index) => {
    const needed = keyIdsOf(box);
    const there = needed.flatMap((id) => keys.get(id) ?? []);
    if (needed.length === 0 || there.length < needed.length) return 'erased';
    return openParts(box, there, boxContext(head, index, context)) ?? 'locked';
  });
  if (opened.includes('locked')) return 'locked';
  const whole = opened.filter((box) => typeof box !== 'string');
  if (whole.length === boxes.length) return joined(whole, order);
  const left = opened.slice(1).flatMap((box) => (typeof box === 'string' ? [] : [box]));
  return left.length === 0 ? 'erased' : { remains: byPath(left.flat()) };
}

interface Boxes {
  readonly head: Buffer;
  readonly order: readonly number[];
  readonly boxes: readonly Buffer[];
}

/** @throws {RangeError} where it is no such envelope. */
function readBoxes(envelope: Buffer): Boxes {
  const from = headOf(VERSION, keyIdsOf(envelope)).length;
  const count = envelope.readUInt32BE(from);
  const head = envelope.subarray(0, from + 4 + count * 2);
  const order = Array.from({ length: count }, (_, index) => head.readUInt16BE(from + 4 + index * 2));
  const boxes: Buffer[] = [];
  for (let at = head.length; at < envelope.length;) {
    const end = at + 4 + envelope.readUInt32BE(at);
    if (end > envelope.length) throw new RangeError('a box ends behind the envelope');
    boxes.push(envelope.subarray(at + 4, end));
    at = end;
  }
  // What is in the boxes is sealed; that all of them are there, only the order says, which each is sealed to.
  if (boxes.length !== order.reduce((most, box) => Math.max(most, box), 0) + 1) throw new RangeError('a box is gone');
  return { head, order, boxes };
}

/** The parts as they were. */
function joined([everyones = [], ...others]: readonly Parts[], order: readonly number[]): Parts {
  const mine = order.filter((box) => box === 0).length;
  const rest = everyones.slice(0, everyones.length - mine);
  const queues = [everyones.slice(rest.length), ...others.map((box) => box.filter((_, index) => index % 2 === 1))];
  const next = queues.map((queue) => queue.values());
  const value = Buffer.concat(order.map((box) => next[box]?.next().value ?? Buffer.alloc(0)));
  return rest.toSpliced(VALUE, 0, value);
}

function byPath(parts: Parts): Buffer {
  const pairs = parts.flatMap((path, index) =>
    index % 2 === 1 ? [] : [`${JSON.stringify(String(path))}:${String(parts[index + 1])}`],
  );
  return Buffer.from(`{${pairs.join(',')}}`);
}

function length(box: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(box.length);
  return bytes;
}
