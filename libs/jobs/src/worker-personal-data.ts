import { Injectable } from '@nestjs/common';
import { PersonalData, type Erasure } from '#personal-data';
import { forgetSent, Storage } from '#storage';
import { WorkerConfig, WorkerRuntime } from '#worker';

/** What a worker keeps about people is sealed, where it has a master key. Its modules have `PERSONAL_DATA` and `OUTBOX`. */
@Injectable()
export class WorkerPersonalData extends PersonalData {
  constructor(
    private readonly storage: Storage,
    private readonly runtime: WorkerRuntime,
    { personalData }: WorkerConfig,
  ) {
    if (personalData === undefined) throw new TypeError('a worker that keeps personal data reads personalDataSpec');
    super(storage, personalData.masters, personalData.patterns);
  }

  /** When the database is ready. Puts the master key in use in the place of those before it. */
  async prepare(): Promise<void> {
    const { logger } = this.runtime;
    if (this.masters === undefined) {
      logger.warn({}, 'personal data is not encrypted and cannot be erased: PERSONAL_DATA_KEY_FILE is not set');
      return;
    }
    const keys = await this.rewrap(this.masters);
    if (keys > 0) logger.info({ keys, master_key: this.masters.current.id }, 'keys of subjects wrapped anew');
  }

  /** What was published goes from the outbox, too: it is kept there as it was sent. */
  override async erase(erasure: Erasure, at: Date): Promise<void> {
    await super.erase(erasure, at);
    await forgetSent(this.storage);
  }
}
