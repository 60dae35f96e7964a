import { parentPort } from 'node:worker_threads';
import { TextHashing, type TextHash } from './text-hash';

/** A piece of the text with this number; the last one has no piece. */
export interface ToHash {
  readonly id: number;
  readonly piece: string | null;
}

/** A piece is done, or the text is. */
export interface Hashed {
  readonly id: number;
  readonly ended: TextHash | null;
}

const texts = new Map<number, TextHashing>();

parentPort?.on('message', ({ id, piece }: ToHash) => {
  const hashing = texts.get(id) ?? new TextHashing();
  if (piece === null) texts.delete(id);
  else texts.set(id, hashing);
  if (piece !== null) hashing.update(piece);
  const done: Hashed = { id, ended: piece === null ? hashing.digest() : null };
  parentPort?.postMessage(done, []);
});
