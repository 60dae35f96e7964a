import { Injectable } from '@nestjs/common';
import type { OutboundRecord } from '#contracts';
import { changeStatus, type AlsoSet, type Changed, type Decision, type Verb } from '#dead-letters';
import type { Query } from '#storage';
import { auditRecord, WorkerRuntime } from '#worker';
import { lifeCycleInstruments } from './life-cycle-instruments';
import { decisionAudits } from './dead-letters/decision-audit';

/** A change of status: who wants it and why, what it comes from, and what else is set in the row. */
export interface StatusChange extends Decision {
  /** Of the HTTP request; `null` where the monitor acts by itself. */
  readonly requestId: string | null;
  /** What entries of the audit trail share: of a request its id, of a job that of the job. */
  readonly correlationId: string;
  readonly link?: string;
  readonly also?: AlsoSet;
}

/** Who the monitor is where nobody asked. */
export const MONITOR_ACTOR = 'dlq-monitor';

/** The one way in which dead letters get another status: the row, its history and its events are one transaction. */
@Injectable()
export class StatusChanges {
  readonly instruments: ReturnType<typeof lifeCycleInstruments>;

  constructor(private readonly runtime: WorkerRuntime) {
    this.instruments = lifeCycleInstruments(runtime.metrics);
  }

  /** What changed, and the events about it, to be published with the transaction of `query`. */
  async make(
    query: Query,
    verb: Verb,
    ids: readonly string[],
    change: StatusChange,
  ): Promise<readonly [readonly Changed[], readonly OutboundRecord[]]> {
    const { link = null, also = null, correlationId, requestId } = change;
    const changed = await changeStatus(query, verb, ids, change, link, also);
    this.instruments.changed(verb, changed, this.runtime.origin.now());
    const audits = decisionAudits(verb, changed, change, link);
    return [changed, audits.map((audit) => auditRecord(audit, { correlationId, requestId }, this.runtime.origin))];
  }
}
