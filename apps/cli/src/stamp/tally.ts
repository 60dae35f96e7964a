import { EXIT } from '../failure';
import type { Paint } from '../session';

/** How one file is shown, and what it means for the end of the command. */
export interface Shown {
  /** For people; empty where there is nothing to say. */
  readonly text: string;
  readonly json: object;
  readonly exitCode: number;
  /** What the summary counts it as. */
  readonly counted: string;
}

/** Counts files as they come, and ends with the worst exit code of one. */
export class Tally {
  files = 0;
  exit_code: number = EXIT.ok;
  readonly #counts = new Map<string, number>();

  add({ exitCode, counted }: Shown): void {
    this.files += 1;
    this.exit_code = Math.max(this.exit_code, exitCode);
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
  }

  toJSON(): object {
    return { files: this.files, ...Object.fromEntries(this.#counts), exit_code: this.exit_code };
  }

  sentence(paint: Paint): string {
    const counts = [...this.#counts].map(([what, count]) => `${count} ${what.replaceAll('_', ' ')}`);
    const files = `${this.files} ${this.files === 1 ? 'file' : 'files'}`;
    const text = counts.length === 0 ? files : `${files}: ${counts.join(', ')}`;
    return this.exit_code === EXIT.ok ? paint('green', `✓ ${text}`) : paint('red', `✗ ${text}`);
  }
}
