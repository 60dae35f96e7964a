import type { KeyObject } from 'node:crypto';
import { keyIdOf } from './key-id';

/** Public keys that are trusted, each once, by their ids: the one that signs now, and those that have signed before. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  constructor(publicKeys: readonly KeyObject[]) {
    this.#keys = new Map(publicKeys.map((key) => [keyIdOf(key), key]));
  }

  get ids(): readonly string[] {
    return [...this.#keys.keys()];
  }

  get keys(): readonly KeyObject[] {
    return [...this.#keys.values()];
  }

  find(keyId: string): KeyObject | undefined {
    return this.#keys.get(keyId);
  }
}
