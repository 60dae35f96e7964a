import { Injectable } from '@nestjs/common';
import { findReturned, linkReturned, traceOf, type DeadLetterRow, type Returned } from '#dead-letters';
import { WorkerOutbox } from '#jobs';
import type { OutboundRecord } from '#contracts';
import { MonitorStorage } from './monitor-storage';
import { MONITOR_ACTOR, StatusChanges } from './status-changes';

/** Recognises redriven records that failed again: the new dead letter is linked with the one before, which says so. */
@Injectable()
export class ReturnedRecords {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly outbox: WorkerOutbox,
    private readonly changes: StatusChanges,
  ) {}

  /** Of dead letters that are stored already. Safe to repeat. */
  async link(records: readonly DeadLetterRow[]): Promise<void> {
    const traces = records.map(traceOf).filter((trace) => trace !== null);
    if (traces.length === 0) return;
    const returned = await findReturned(this.storage.query, traces);
    for (const one of returned) await this.#link(one);
  }

  /** One at a time, so that no transaction waits for two others. */
  #link(returned: Returned): Promise<void> {
    const { id, previous_id, attempt } = returned;
    return this.outbox.publishing<void>(async (query) => {
      await linkReturned(query, [returned]);
      if (previous_id === null) return [undefined, [] as OutboundRecord[]];
      const reason = `its record came back as dead letter ${id}, after redrive ${attempt}`;
      const change = { actor: MONITOR_ACTOR, reason, requestId: null, correlationId: id, link: id };
      const [, events] = await this.changes.make(query, 'fail_again', [previous_id], change);
      return [undefined, events];
    });
  }
}
