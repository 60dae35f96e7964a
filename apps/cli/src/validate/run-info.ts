import type { Paint } from '../session';
import type { FileReport } from './file-report';
import type { Settings } from './settings';
import type { Tally } from './tally';

/** What a format knows beside the reports. */
export interface RunInfo {
  readonly settings: Pick<Settings, 'question' | 'threshold' | 'quiet'>;
  /** Counts what went by; complete when the reports have ended. */
  readonly tally: Tally;
  readonly paint: Paint;
  /** The folder that paths are relative to. */
  readonly folder: string;
}

/** Writes reports as they come, in pieces that a line break may follow. */
export type Writer = (reports: AsyncIterable<FileReport>, run: RunInfo) => AsyncGenerator<string>;
