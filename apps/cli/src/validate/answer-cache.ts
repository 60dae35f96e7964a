import { mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blake3 } from '@napi-rs/blake-hash';
import { isObject, type Outcome, type ValidateRequest, type ValidationResult } from '#contracts';
import { trimFolder } from './trim-folder';

type Answer = Outcome<ValidationResult>;

const DAY_MS = 86_400_000;

/** Unused for so long an answer goes; the oldest go where all together have more bytes. */
export const KEPT = { ms: 14 * DAY_MS, bytes: 256 * 1024 * 1024 };

/**
 * Answers on disk, by all that they depend on: the build, the text, its path, and what was asked about it. What cannot
 * be read or written costs time, and nothing else. Synchronous, because these files are small and near.
 */
export class AnswerCache {
  #written = false;

  constructor(
    private readonly folder: string,
    /** Of the program that answers. */
    private readonly build: string,
    private readonly now: () => number = Date.now,
  ) {}

  async answer(request: ValidateRequest, ask: () => Promise<Answer>): Promise<Answer> {
    const file = this.#fileOf(request);
    const kept = this.#read(file);
    if (kept !== undefined) return kept;
    const answer = await ask();
    // What an engine gave up on may be done the next time.
    if (answer.kind === 'answer' && !answer.result.issues.some(({ code }) => code === UNFINISHED)) {
      this.#write(file, answer);
    }
    return answer;
  }

  /** Makes room, once a day and only where something came. */
  close(): void {
    const mark = join(this.folder, 'trimmed');
    if (!this.#written || this.#ageOf(mark) < DAY_MS) return;
    quietly(() => {
      writeFileSync(mark, '');
      trimFolder(this.folder, this.now() - KEPT.ms, KEPT.bytes);
    });
  }

  #fileOf(request: ValidateRequest): string {
    const key = blake3(JSON.stringify([this.build, request])).toString('hex');
    return join(this.folder, key.slice(0, 2), `${key.slice(2)}.json`);
  }

  #read(file: string): Answer | undefined {
    return quietly(() => {
      const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (!isObject(kept) || kept['kind'] !== 'answer') return undefined;
      if (this.#ageOf(file) > DAY_MS) utimesSync(file, this.now() / 1000, this.now() / 1000);
      return kept as unknown as Answer;
    });
  }

  #write(file: string, answer: Answer): void {
    quietly(() => {
      mkdirSync(dirname(file), { recursive: true });
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify({ ...answer, events: [] }));
      renameSync(draft, file);
      this.#written = true;
    });
  }

  #ageOf(file: string): number {
    return this.now() - (quietly(() => statSync(file).mtimeMs) ?? -Infinity);
  }
}

/** The rule of what was not finished. */
const UNFINISHED = 'SYN-002';

function quietly<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
