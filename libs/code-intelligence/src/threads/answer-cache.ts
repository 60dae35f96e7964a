import { blake3 } from '@napi-rs/blake-hash';
import { LRUCache } from 'lru-cache';
import type { Job, JobOutcome } from './jobs';

export interface AnswerCacheOptions {
  readonly maxEntries: number;
  /** Of the answers as JSON, in UTF-16 units. */
  readonly maxSize: number;
}

/** As many entries as the incumbent keeps; the size is what ordinary answers take then. */
const DEFAULTS: AnswerCacheOptions = { maxEntries: 1000, maxSize: 16 * 1024 * 1024 };

interface Kept {
  /** The outcome as JSON: a third of what it takes as objects, and of a size that is known. */
  readonly text: string;
  /** The file the answer is about. */
  readonly file: string | undefined;
}

/**
 * Answers by what was asked: the key is the BLAKE3 of operation and request, code and options alike, so what is found is
 * what would be answered again. The least recently asked make room.
 */
export class AnswerCache {
  private readonly kept: LRUCache<string, Kept>;
  private readonly keysOfFile = new Map<string, Set<string>>();

  constructor({ maxEntries, maxSize }: AnswerCacheOptions = DEFAULTS) {
    this.kept = new LRUCache({
      max: maxEntries,
      maxSize,
      sizeCalculation: ({ text }) => text.length,
      dispose: ({ file }, key) => this.forgetKey(file, key),
    });
  }

  /** Under what a job's answer is kept. */
  keyOf(job: Job): string {
    return blake3(JSON.stringify(job)).toString('base64');
  }

  get(key: string): JobOutcome | undefined {
    const kept = this.kept.get(key);
    return kept && (JSON.parse(kept.text) as JobOutcome);
  }

  set(key: string, job: Job, outcome: JobOutcome): void {
    const file = job.operation === 'validate' ? job.request.file_path : undefined;
    this.kept.set(key, { text: JSON.stringify(outcome), file });
    if (file === undefined || !this.kept.has(key)) return;
    const keys = this.keysOfFile.get(file);
    if (keys === undefined) this.keysOfFile.set(file, new Set([key]));
    else keys.add(key);
  }

  /** Forgets every answer about a file; the number of those. */
  invalidate(file: string): number {
    const keys = [...(this.keysOfFile.get(file) ?? [])];
    for (const key of keys) this.kept.delete(key);
    return keys.length;
  }

  get size(): number {
    return this.kept.size;
  }

  private forgetKey(file: string | undefined, key: string): void {
    if (file === undefined) return;
    const keys = this.keysOfFile.get(file);
    keys?.delete(key);
    if (keys?.size === 0) this.keysOfFile.delete(file);
  }
}
