import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { EVENT_LOG, longestDays, PROJECTIONS, removeOldEvents } from '#event-log';
import { PERSONAL_DATA } from '#personal-data';
import { JOBS, OUTBOX, Storage } from '#storage';
import { WorkerRuntime } from '#worker';
import { recorderConfig, type RecorderConfig } from './config';

/** What the recorder keeps in PostgreSQL. */
export const RECORDER_MODULES = [EVENT_LOG, PROJECTIONS, JOBS, OUTBOX, PERSONAL_DATA];

@Injectable()
export class RecorderStorage extends Storage implements OnApplicationShutdown {
  #lastWork = (): Promise<void> => Promise.resolve();

  constructor(@Inject(recorderConfig.KEY) config: RecorderConfig, runtime: WorkerRuntime) {
    const { database, trafficDays, domainDays, telemetryDays, jobDays, outboxDays } = config;
    const kept = { days: trafficDays, byDomain: new Map(domainDays) };
    super({
      ...runtime.databaseOptions(database.url),
      modules: RECORDER_MODULES,
      retention: {
        ...runtime.retention({
          event_log_traffic: longestDays(kept),
          event_log_telemetry: telemetryDays,
          // Its chain is verified from the first entry on.
          event_log_audit: null,
          jobs: jobDays,
          outbox: outboxDays,
        }),
        earlier: [{ table: 'event_log_traffic', step: (query) => removeOldEvents(query, kept) }],
      },
    });
  }

  /** Work for when the bus has drained; it must not take long. */
  beforeClosing(work: () => Promise<void>): void {
    this.#lastWork = work;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#lastWork();
    await this.close();
  }
}
