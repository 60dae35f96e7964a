import { Injectable } from '@nestjs/common';
import { Bus } from '#event-bus';
import {
  previewReplay,
  refuseReplay,
  refuseTarget,
  REPLAY_JOB,
  type ReplayInput,
  type ReplayPreview,
} from '#event-log';
import { busy, invalidField, Problem } from '#http';
import type { JobDraft } from '#storage';
import { replayFilterOf, type CreateReplayBody } from './http/replay-requests';
import { RecorderStorage } from './recorder-storage';

/** Counting goes through everything that matches; who asks waits for it. */
const COUNT_MS = 25_000;
const RETRY_AFTER_SECONDS = 5;

const REFUSED_TARGETS = {
  no_such_topic: 'a topic that is there',
  dead_letter_topic: 'a topic on which no dead letters are collected: they would come back',
  not_traffic: 'a topic of neither the audit trail nor what services say about themselves',
} as const;

/** What there is to replay. */
@Injectable()
export class Replays {
  constructor(
    private readonly storage: RecorderStorage,
    private readonly bus: Bus,
  ) {}

  /** Throws a problem where the request makes no sense whatever the log holds. */
  async preview(body: CreateReplayBody): Promise<ReplayPreview> {
    const filter = replayFilterOf(body);
    const topics = await this.#topics();
    const { to_topic } = body;
    const refused = to_topic === undefined ? null : refuseTarget(to_topic, topics);
    if (refused !== null) throw invalidField('to_topic', REFUSED_TARGETS[refused]);
    try {
      return await this.storage.transaction((query) => previewReplay(query, filter, topics, to_topic), COUNT_MS);
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new Problem(400, 'too_many_events', 'The events could not be counted within 25 s. Choose fewer.');
    }
  }

  async #topics(): Promise<ReadonlySet<string>> {
    try {
      return new Set(await this.bus.connection.administration.topics());
    } catch (cause) {
      throw busy('unavailable', 'The broker cannot be asked for its topics now.', RETRY_AFTER_SECONDS, cause);
    }
  }
}

/** The statement was ended by its timeout. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}

/** The job of a replay. Throws a problem where there is none to begin. */
export function freezeReplay(
  body: CreateReplayBody,
  preview: ReplayPreview,
): Pick<JobDraft, 'kind' | 'input' | 'rate' | 'total'> {
  const refusal = refuseReplay(preview);
  const { events, range, topics } = preview;
  if (refusal !== null || range === null) {
    const { code, message } = refusal ?? { code: 'nothing_to_replay', message: 'No event of the log matches.' };
    throw new Problem(400, code, message);
  }
  const { to_topic, max_dead_letters, rate = null } = body;
  const targets = [...new Set(topics.filter(({ refused }) => refused === null).map(({ target }) => target))];
  const input: ReplayInput = { filter: replayFilterOf(body), range, to_topic, targets, max_dead_letters };
  return { kind: REPLAY_JOB, input, rate, total: events };
}
