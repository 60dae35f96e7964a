import { Injectable } from '@nestjs/common';
import { EventStore, type DeadLetterFilter, type Decision } from '#event-store';
import { WorkerRuntime } from '#worker';

export type Verb = 'resolve' | 'reopen';

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

/** The status records must have for a decision to change them. */
const BEFORE = { resolve: 'open', reopen: 'resolved' } as const;
const LOGGED = { resolve: 'dead letters resolved', reopen: 'dead letters reopened' } as const;

/** Rows come with their bytes, so few at a time; a filter that matches more than this is decided in several requests. */
const PAGE = 25;
const MAX_BY_FILTER = 10_000;

/** People's decisions about dead letters. Each that changed something is a line in the log. */
@Injectable()
export class Decisions {
  constructor(
    private readonly store: EventStore,
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

  async #byIds(verb: Verb, ids: readonly string[], by: Decision): Promise<Decided> {
    const changed = await this.store.deadLetters[verb](ids, by);
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
      if ((await this.store.deadLetters.get(id)) !== undefined) there.push(id);
    }
    return there;
  }

  /** From the newest that matches now to the oldest: what arrives meanwhile is not decided about unseen. */
  async #byFilter(verb: Verb, filter: Filter, by: Decision): Promise<Decided> {
    const changed: string[] = [];
    let before: string | undefined;
    while (changed.length < MAX_BY_FILTER) {
      const rows = await this.store.deadLetters.list({ ...filter, status: BEFORE[verb], before, limit: PAGE });
      changed.push(
        ...(await this.store.deadLetters[verb](
          rows.map(({ id }) => id),
          by,
        )),
      );
      before = rows.at(-1)?.id;
      if (rows.length < PAGE) return { changed, unchanged: [], not_found: [], complete: true };
    }
    return { changed, unchanged: [], not_found: [], complete: false };
  }
}
