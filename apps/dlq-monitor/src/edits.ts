import { Injectable } from '@nestjs/common';
import { MAX_REDRIVES } from '#contracts';
import { readOriginals, statusAfter, storeEdit, takenBy, type Decision, type Original } from '#dead-letters';
import { invalidField, Problem } from '#http';
import { JobRequests, WorkerPersonalData, type Asked } from '#jobs';
import type { Job, Query } from '#storage';
import { WorkerRuntime } from '#worker';
import { EditRefusedError, editedRecord } from './dead-letters/edited-record';
import { StatusChanges } from './status-changes';

/** What is sent in the place of what failed. */
export interface EditOrder {
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly target: string | undefined;
}

/** Sends other content in the place of what failed, by the same job as a redrive, which is followed in the same way. */
@Injectable()
export class Edits {
  constructor(
    private readonly personal: WorkerPersonalData,
    private readonly requests: JobRequests,
    private readonly changes: StatusChanges,
    private readonly runtime: WorkerRuntime,
  ) {}

  async edit(
    id: string,
    order: EditOrder,
    by: Decision,
    asked: Asked,
  ): Promise<{ readonly event_id: string; readonly job: Job }> {
    const event_id = this.runtime.origin.newId();
    const job = await this.requests.createWith(by, asked, async (query) => {
      const original = (await readOriginals(this.personal, query, [id])).get(id);
      const topic = editable(id, original, order);
      const { value, rawHeaders } = refusing(() => editedRecord(original!, order, topic, event_id));
      const input = { ids: [id], edited: true, ...(order.target !== undefined && { target: order.target }) };
      return {
        draft: { kind: 'republish_dead_letters', input, rate: null, refs: [id] },
        also: (job_id) => {
          const edit = { job_id, dead_letter_id: id, topic, key: original!.key, value, rawHeaders };
          return this.#take(query, edit, by, asked);
        },
      };
    });
    return { event_id, job };
  }

  async #take(query: Query, edit: Parameters<typeof storeEdit>[2], by: Decision, { request_id }: Asked) {
    const { job_id, dead_letter_id: id, topic } = edit;
    await storeEdit(this.personal, query, edit, this.runtime.origin.now());
    const also = takenBy(job_id, new Map([[id, topic]]));
    const change = { ...by, requestId: request_id, correlationId: request_id, link: job_id, also };
    const [changed, events] = await this.changes.make(query, 'edit', [id], change);
    if (changed.length === 0) throw notEditable('its status has changed meanwhile');
    return events;
  }
}

/** The topic that the edited record goes to. */
function editable(id: string, original: Original | undefined, { target }: EditOrder): string {
  if (original === undefined) throw new Problem(404, 'dead_letter_not_found', `There is no dead letter ${id}.`);
  const { status, attempt, seal, exact, value } = original;
  const topic = target ?? original.topic;
  if (statusAfter('edit', status) === null) throw notEditable(`it is ${status}`);
  if (attempt >= MAX_REDRIVES) throw notEditable(`its record was sent again ${attempt} times`);
  if (seal === 'erased' || seal === 'locked') throw notEditable(`what it is about people is ${seal}`);
  if (!exact && value === null) throw notEditable('what failed is lost');
  if (!exact) throw notEditable('what failed is not known byte for byte');
  if (topic === null) throw notEditable('where it failed is not known; name a target');
  return topic;
}

function notEditable(why: string): Problem {
  return new Problem(409, 'not_editable', `The dead letter cannot be edited: ${why}.`);
}

function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EditRefusedError)) throw error;
    throw invalidField(error.field, `content that its readers take: ${error.message}`);
  }
}
