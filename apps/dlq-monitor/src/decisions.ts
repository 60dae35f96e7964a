import { Injectable } from '@nestjs/common';
import {
  idsMatching,
  statusesOf,
  TRANSITIONS,
  type Decision,
  type DecisionVerb,
  type DeadLetterStatus,
  type Matching,
} from '#dead-letters';
import { WorkerOutbox, type Asked } from '#jobs';
import { WorkerRuntime } from '#worker';
import { MonitorStorage } from './monitor-storage';
import { StatusChanges } from './status-changes';

/** Which records to decide about. */
export type Choice = { readonly ids: readonly string[] } | { readonly filter: Matching };

/** Which records a decision was about. */
export interface Decided {
  /** Whose status it changed. */
  readonly changed: readonly string[];
  /** Whose status it cannot change. */
  readonly unchanged: readonly string[];
  /** The statuses of those, by id. */
  readonly statuses: Readonly<Record<string, DeadLetterStatus>>;
  readonly not_found: readonly string[];
  /** `false` when more match the filter than one request decides about: ask again. */
  readonly complete: boolean;
}

/** What each of the events of one request has. */
type Made = Decision & Pick<Asked, 'request_id'>;

/** Of one transaction, and of one event. */
const STEP = 500;
const MAX_BY_FILTER = 10_000;

/** Decisions about dead letters. Each that changed something is a line in the log and an event of the audit trail. */
@Injectable()
export class Decisions {
  constructor(
    private readonly storage: MonitorStorage,
    private readonly changes: StatusChanges,
    private readonly outbox: WorkerOutbox,
    private readonly runtime: WorkerRuntime,
  ) {}

  async decide(verb: DecisionVerb, choice: Choice, by: Decision, asked: Asked): Promise<Decided> {
    const made = { ...by, request_id: asked.request_id };
    const decided =
      'ids' in choice ? await this.#byIds(verb, choice.ids, made) : await this.#byFilter(verb, choice.filter, made);
    const { changed } = decided;
    if (changed.length > 0) {
      const facts = { ...by, ...asked, verb, count: changed.length, ids: changed };
      this.runtime.logger.info(
        { ...facts, ...('filter' in choice && { filter: choice.filter }) },
        `dead letters ${TRANSITIONS[verb].to}`,
      );
    }
    return decided;
  }

  #change(verb: DecisionVerb, ids: readonly string[], by: Made): Promise<readonly string[]> {
    const { actor, reason, request_id } = by;
    return this.outbox.publishing(async (query) => {
      const change = { actor, reason, requestId: request_id, correlationId: request_id };
      const [changed, events] = await this.changes.make(query, verb, ids, change);
      return [changed.map(({ id }) => id), events];
    });
  }

  async #byIds(verb: DecisionVerb, ids: readonly string[], by: Made): Promise<Decided> {
    const changed = new Set(await this.#change(verb, ids, by));
    const others = ids.filter((id) => !changed.has(id));
    const statuses = await statusesOf(this.storage.query, others);
    return {
      changed: [...changed],
      unchanged: others.filter((id) => statuses.has(id)),
      statuses: Object.fromEntries(statuses),
      not_found: others.filter((id) => !statuses.has(id)),
      complete: true,
    };
  }

  /** From the newest that matches now to the oldest: what arrives meanwhile is not decided about unseen. */
  async #byFilter(verb: DecisionVerb, filter: Matching, by: Made): Promise<Decided> {
    const changed: string[] = [];
    let before: string | undefined;
    let complete = false;
    while (!complete && changed.length < MAX_BY_FILTER) {
      const ids = await idsMatching(this.storage.query, filter, TRANSITIONS[verb].from, { before, limit: STEP });
      changed.push(...(await this.#change(verb, ids, by)));
      before = ids.at(-1);
      complete = ids.length < STEP;
    }
    return { changed, unchanged: [], statuses: {}, not_found: [], complete };
  }
}
