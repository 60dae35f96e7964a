import type { Readable } from 'node:stream';
import { Blake3Stream } from '#blake3';

/** Where multer would keep a file: what becomes of it here. */
export interface HashedFile {
  readonly originalname: string;
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** That hashing took, without waiting for the client. */
  readonly milliseconds: number;
}

type Done = (error: Error | null, file?: Omit<HashedFile, 'originalname'>) => void;

async function hashed(stream: Readable): Promise<Omit<HashedFile, 'originalname'>> {
  const blake3 = new Blake3Stream();
  let [size, milliseconds] = [0, 0];
  for await (const piece of stream as AsyncIterable<Buffer>) {
    const started = performance.now();
    blake3.update(piece);
    milliseconds += performance.now() - started;
    size += piece.length;
  }
  return { hash: blake3.digest(), size, milliseconds };
}

/** A storage engine of multer that keeps nothing but the hash. */
export const HASHING = {
  _handleFile: (_request: unknown, { stream }: { readonly stream: Readable }, done: Done): void => {
    hashed(stream).then(
      (file) => done(null, file),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  },
  _removeFile: (_request: unknown, _file: unknown, done: (error: Error | null) => void): void => done(null),
};
