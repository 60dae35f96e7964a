import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { groupDeadLetters, groupOf, withoutGroup, type StoredDeadLetter } from '#dead-letters';
import { PollingLoop } from '#storage';
import { WorkerRuntime } from '#worker';
import { readAgain } from './dead-letters/read-again';
import { MonitorStorage } from './monitor-storage';

/** Rows come with their bytes. */
const PAGE = 25;
const BETWEEN_LOOKS_MS = 60_000;
const STOP_MS = 500;

/** Groups what programs that know no groups have stored, and store while they run beside this one. */
@Injectable()
export class AssignGroups extends PollingLoop implements BeforeApplicationShutdown {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly runtime: WorkerRuntime,
  ) {
    super(STOP_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  protected async look(): Promise<number> {
    try {
      const letters = await withoutGroup(this.storage.query, PAGE);
      if (letters.length === 0) return BETWEEN_LOOKS_MS;
      await groupDeadLetters(this.storage.query, new Map(letters.map((letter) => [letter.id, groupAgain(letter)])));
      return 0;
    } catch (error) {
      this.runtime.logger.warn({ error }, 'cannot group dead letters of an earlier version');
      return BETWEEN_LOOKS_MS;
    }
  }
}

function groupAgain(letter: StoredDeadLetter) {
  return groupOf({ ...letter, error_stack: letter.error_stack ?? readAgain(letter).error_stack });
}
