import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { textLines } from './text-lines';

/** Characters that are written at once. */
const BLOCK = 65_536;

/** A file that is written line by line, beside the one whose place it takes when it is whole. */
export class LineFile {
  #block = '';

  private constructor(
    private readonly path: string,
    private readonly draft: string,
    readonly handle: FileHandle,
  ) {}

  static async open(path: string): Promise<LineFile> {
    const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
    return new LineFile(path, draft, await open(draft, 'wx+'));
  }

  async add(line: string): Promise<void> {
    this.#block += `${line}\n`;
    if (this.#block.length >= BLOCK) await this.flush();
  }

  async flush(): Promise<void> {
    await this.handle.appendFile(this.#block);
    this.#block = '';
  }

  /** What was written so far. */
  async *lines(maxBytes: number): AsyncGenerator<string> {
    await this.flush();
    yield* textLines(this.draft, maxBytes);
  }

  /** Readers see the old file or the new one. */
  async commit(): Promise<void> {
    await this.flush();
    await this.handle.sync();
    await this.handle.close();
    await rename(this.draft, this.path);
  }

  /** Takes it away where it was not committed. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.draft, { force: true });
  }
}
