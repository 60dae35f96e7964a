import { PersonalData } from '#personal-data';
import type { WorkerRuntime } from './worker-runtime';

/** What a worker keeps about people is sealed, where it has a master key. */
export abstract class WorkerPersonalData extends PersonalData {
  protected abstract readonly runtime: Pick<WorkerRuntime, 'logger'>;

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
}
