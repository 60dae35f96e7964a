import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { quietGroups, takeTurn } from '#dead-letters';
import { JobRequests } from '#jobs';
import { PollingLoop } from '#storage';
import { WorkerRuntime } from '#worker';
import type { AutoRedriveRule } from './auto-redrive-rules';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';
import { freeze } from './jobs/job-orders';
import { MonitorStorage } from './monitor-storage';
import { MONITOR_ACTOR } from './status-changes';

const BETWEEN_LOOKS_MS = 10_000;
const STOP_MS = 500;

/** Another monitor was faster, or something was added to the group. */
class NotDueError extends Error {}

/**
 * Redrives groups whose cause has passed, by rules; without rules it does nothing. What fails once more is a new dead
 * letter, waits as long again, and is redriven five times at most.
 */
@Injectable()
export class AutoRedrive extends PollingLoop implements BeforeApplicationShutdown {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly requests: JobRequests,
    private readonly runtime: WorkerRuntime,
    @Inject(dlqMonitorConfig.KEY) private readonly config: DlqMonitorConfig,
  ) {
    super(STOP_MS);
  }

  override start(): void {
    if (this.config.autoRedrive.length > 0) super.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  protected async look(): Promise<number> {
    for (const rule of this.config.autoRedrive) {
      await this.#follow(rule).catch((error: unknown) => {
        if (!(error instanceof NotDueError)) this.runtime.logger.warn({ error, rule }, 'cannot redrive by a rule');
      });
    }
    return BETWEEN_LOOKS_MS;
  }

  async #follow(rule: AutoRedriveRule): Promise<void> {
    for (const group of await quietGroups(this.storage.query, rule, MONITOR_ACTOR)) {
      const reason = `rule: groups of ${rule.reason} are redriven after ${rule.quietMs / 1_000} s without another`;
      const asked = { via: 'rule', request_id: this.runtime.origin.newId() };
      await this.requests.create({ actor: MONITOR_ACTOR, reason }, asked, async (query) => {
        await takeTurn(query);
        const [due] = await quietGroups(query, rule, MONITOR_ACTOR, group);
        if (due === undefined) throw new NotDueError();
        const input = { filter: { group, status: 'open' } } as const;
        return { ...(await freeze(query, { kind: 'republish_dead_letters', input })), rate: null };
      });
    }
  }
}
