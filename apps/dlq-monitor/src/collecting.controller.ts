import { Controller } from '@nestjs/common';
import { deadLetterTopics } from '#contracts';
import { OTHER_TOPICS } from '#event-bus';
import { sealDeadLetters, storeDeadLetters, type DeadLetterRow } from '#dead-letters';
import { WorkerPersonalData } from '#jobs';
import { classifyDatabaseError, grouped } from '#storage';
import { Consumes, WorkerRuntime } from '#worker';
import { unstorableCounter } from './alerts/alert-instruments';
import type { DeadLetter } from './dead-letters/dead-letter';
import { readDeadLetter, unstorable } from './dead-letters/unstorable';
import { MonitorStorage } from './monitor-storage';
import { ReturnedRecords } from './returned-records';

/** While one statement is under way the next group fills. */
const GROUPS = { maxKeys: 500, maxInFlight: 2 };

/**
 * Every record of every dead-letter topic, of those of the catalog and whatever else is called like one, stored once. A database that is away is waited for; a record that it will
 * never take is stored in a bounded form, or else logged: it must neither block the ones behind it nor be dead-lettered.
 */
@Controller()
export class CollectingController {
  readonly #unstorable: ReturnType<typeof unstorableCounter>;
  readonly #store: (record: DeadLetterRow) => Promise<void>;

  constructor(
    { query }: MonitorStorage,
    personal: WorkerPersonalData,
    returned: ReturnedRecords,
    private readonly runtime: WorkerRuntime,
  ) {
    this.#unstorable = unstorableCounter(runtime.metrics);
    this.#store = grouped(async (records) => {
      await storeDeadLetters(query, await sealDeadLetters(personal, records));
      await returned.link(records);
      return records.map(() => undefined);
    }, GROUPS);
  }

  @Consumes('dead_letter', [...deadLetterTopics(), OTHER_TOPICS], readDeadLetter, 'arrival')
  async collect(deadLetter: DeadLetter): Promise<void> {
    const refusal = await this.#refusalOf(deadLetter);
    if (refusal !== null) return this.#keepWhatCanBeKept(deadLetter, refusal);
    if (deadLetter.shape === 'unstorable') this.#report(deadLetter, deadLetter.error_message);
  }

  /** Why the database will never take the row; `null` where it has. */
  async #refusalOf(deadLetter: DeadLetter): Promise<Error | null> {
    try {
      await this.#store(deadLetter);
      return null;
    } catch (error) {
      if (!(error instanceof Error) || classifyDatabaseError(error) !== 'permanent') throw error;
      return error;
    }
  }

  async #keepWhatCanBeKept(deadLetter: DeadLetter, refusal: Error): Promise<void> {
    const again = await this.#refusalOf(unstorable(deadLetter, refusal));
    if (again === null) return this.#report(deadLetter, refusal);
    const { dlq_topic: topic, dlq_partition: partition, dlq_offset: offset, raw } = deadLetter;
    this.runtime.logger.error(
      { topic, partition, offset, bytes: raw.length, error: again },
      'a dead letter cannot be stored',
    );
    this.#unstorable.inc({ stored: 'false' });
  }

  #report({ dlq_topic: topic, dlq_partition: partition, dlq_offset: offset }: DeadLetter, error: unknown): void {
    this.runtime.logger.warn({ topic, partition, offset, error }, 'a dead letter was stored in a bounded form');
    this.#unstorable.inc({ stored: 'true' });
  }
}
