import { Injectable } from '@nestjs/common';
import { DECISION_AUDIT_TOPIC, encodeServiceEvent, type OutboundRecord } from '#contracts';
import {
  findDeadLetter,
  listDeadLetters,
  reopenDeadLetters,
  resolveDeadLetters,
  type DeadLetterFilter,
  type Decision,
} from '#dead-letters';
import { WorkerRuntime } from '#worker';
import { decisionAudit, STATUS_OF, type Verb } from './dead-letters/decision-audit';
import { MonitorOutbox } from './monitor-outbox';
import { MonitorStorage } from './monitor-storage';

export type Filter = Pick<DeadLetterFilter, 'topic' | 'code' | 'correlation_id'>;
/** Which records to decide about. */
export type Choice = { readonly ids: readonly string[] } | { readonly filter: Filter };

/** Which records a decision was about. */
export interface Decided {
  /** Whose status it changed. */
  readonly changed: readonly string[];
  /** Whose status was that already. */
  readonly unchanged: readonly string[];
  readonly not_found: readonly string[];
  /** `false` when more match the filter than one request decides about: ask again. */
  readonly complete: boolean;
}

/** How a decision came, for the log. */
export interface Asked {
  readonly via: string;
  readonly request_id: string;
}

const CHANGE = { resolve: resolveDeadLetters, reopen: reopenDeadLetters } as const;
const LOGGED = { resolve: 'dead letters resolved', reopen: 'dead letters reopened' } as const;

/** Rows come with their bytes, so few at a time; a filter that matches more than this is decided in several requests. */
const PAGE = 25;
const MAX_BY_FILTER = 10_000;

/** Decisions about dead letters. Each that changed something is a line in the log and an event of the audit trail. */
@Injectable()
export class Decisions {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly outbox: MonitorOutbox,
    private readonly runtime: WorkerRuntime,
  ) {}

  async decide(verb: Verb, choice: Choice, by: Decision, asked: Asked): Promise<Decided> {
    const decided =
      'ids' in choice ? await this.#byIds(verb, choice.ids, by) : await this.#byFilter(verb, choice.filter, by);
    const { changed } = decided;
    if (changed.length > 0) {
      const facts = {
        ...by,
        ...asked,
        count: changed.length,
        ids: changed,
        ...('filter' in choice && { filter: choice.filter }),
      };
      this.runtime.logger.info(facts, LOGGED[verb]);
    }
    return decided;
  }

  /** The rows and the event about them are one transaction: what is decided is never missing in the audit trail. */
  #change(verb: Verb, ids: readonly string[], by: Decision): Promise<readonly string[]> {
    return this.outbox.publishing(async (query) => {
      const changed = await CHANGE[verb](query, ids, by);
      return [changed, changed.length === 0 ? [] : [this.#auditOf(verb, changed, by)]];
    });
  }

  #auditOf(verb: Verb, changed: readonly string[], by: Decision): OutboundRecord {
    const payload = { ...decisionAudit(verb, changed, by) };
    return { ...encodeServiceEvent(DECISION_AUDIT_TOPIC, payload, this.runtime.origin), key: by.actor };
  }

  async #byIds(verb: Verb, ids: readonly string[], by: Decision): Promise<Decided> {
    const changed = await this.#change(verb, ids, by);
    const others = ids.filter((id) => !changed.includes(id));
    const there = await this.#existing(others);
    return {
      changed,
      unchanged: there,
      not_found: others.filter((id) => !there.includes(id)),
      complete: true,
    };
  }

  async #existing(ids: readonly string[]): Promise<readonly string[]> {
    const there: string[] = [];
    for (const id of ids) {
      if ((await findDeadLetter(this.storage.query, id)) !== undefined) there.push(id);
    }
    return there;
  }

  /** From the newest that matches now to the oldest: what arrives meanwhile is not decided about unseen. */
  async #byFilter(verb: Verb, filter: Filter, by: Decision): Promise<Decided> {
    const changed: string[] = [];
    let before: string | undefined;
    while (changed.length < MAX_BY_FILTER) {
      const status = STATUS_OF[verb].before;
      const rows = await listDeadLetters(this.storage.query, { ...filter, status, before, limit: PAGE });
      const ids = rows.map(({ id }) => id);
      changed.push(...(await this.#change(verb, ids, by)));
      before = rows.at(-1)?.id;
      if (rows.length < PAGE) return { changed, unchanged: [], not_found: [], complete: true };
    }
    return { changed, unchanged: [], not_found: [], complete: false };
  }
}
