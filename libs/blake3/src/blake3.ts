import { Blake3Hasher, blake3 as nativeHash } from '@napi-rs/blake-hash';
import { hash as wasmHash } from 'blake3';

/**
 * From here on the native addon is faster, below it the call into it costs more than the hashing: measured on Node 20
 * with AVX-512, where the two cross at 2 KiB.
 */
const NATIVE_FROM_BYTES = 2_048;

/** BLAKE3-256 of the exact bytes: 32 bytes. */
export function blake3(bytes: Uint8Array): Buffer {
  // The package types its result for all its builds; the one for Node answers a Buffer.
  return bytes.length < NATIVE_FROM_BYTES ? (wasmHash(bytes) as Buffer) : nativeHash(bytes);
}

/** BLAKE3-256 of bytes that come in pieces; nothing of them is kept. */
export class Blake3Stream {
  readonly #hasher = new Blake3Hasher();

  update(bytes: Buffer): void {
    this.#hasher.update(bytes);
  }

  /** 64 lower-case hex digits. */
  digest(): string {
    return this.#hasher.digestBuffer().toString('hex');
  }
}
