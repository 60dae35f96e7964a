import {
  deadLetterTopics,
  decodeHeaders,
  ENVIRONMENTS,
  headerTexts,
  MAX_REDRIVES,
  redriveHeaders,
  replayCount,
  topicCatalog,
  type ExactRecord,
} from '#contracts';
import {
  noteSentTo,
  readOriginals,
  statusAfter,
  statusesOf,
  takenBy,
  takenIds,
  withEdits,
  type Original,
} from '#dead-letters';
import type { KafkaConnection } from '#event-bus';
import { openSequence, type WorkerOutbox } from '#jobs';
import type { PersonalData } from '#personal-data';
import { chosenRows, republish, sentAgain, type Job, type JobHandler, type Sendable, type Storage } from '#storage';
import type { StatusChanges } from '../status-changes';

const deadLettered = new Set(deadLetterTopics());

/**
 * Of every environment, because a monitor collects the dead letters of all of them. Dead letters are hostile: one that
 * names a topic of its own choice does not get there. Nor does one go where dead letters are collected: it would return.
 */
const RECEIVERS = new Set(
  ENVIRONMENTS.flatMap(topicCatalog)
    .map(({ name }) => name)
    .filter((name) => !deadLettered.has(name)),
);

/** Whether records may be sent to this topic. */
export function isReceiver(topic: string): boolean {
  return RECEIVERS.has(topic);
}

/** Topics that are there and take records. */
export async function receivers(connection: Pick<KafkaConnection, 'administration'>): Promise<ReadonlySet<string>> {
  return new Set((await connection.administration.topics()).filter(isReceiver));
}

export interface RedriveParts {
  readonly connection: KafkaConnection;
  readonly personal: PersonalData;
  readonly storage: Storage;
  readonly outbox: WorkerOutbox;
  readonly changes: StatusChanges;
}

/** Sends the records of dead letters again, to their topics or to the one that the job names. */
export function redrive(parts: RedriveParts): JobHandler {
  const { connection, personal, storage } = parts;
  return republish({
    source: chosenRows(async (query, ids, job) =>
      withEdits(personal, query, job.id, await readOriginals(personal, query, ids)),
    ),
    prepare: recordFor,
    topics: () => receivers(connection),
    open: (id) => openSequence(connection, id),
    take: (job, rows) => take(parts, job, rows),
    sentTo: (job, places) => noteSentTo(storage.query, job.id, places),
  });
}

/**
 * The record to send, or why none is: the status that a dead letter has meanwhile, `too_many_attempts`, `not_exact`
 * where the bytes that failed are not all known, or `erased` and `locked` (`Seal`).
 */
export function recordFor(
  { topic, exact, seal, status, attempt, redrive_id, id: of, ...record }: Original,
  { id, input }: Pick<Job, 'id' | 'input'>,
): ExactRecord | string {
  const { target = topic } = input as { readonly target?: string };
  if (statusAfter('redrive', status) === null && redrive_id !== id) return status;
  if (attempt >= MAX_REDRIVES) return 'too_many_attempts';
  if (seal === 'erased' || seal === 'locked') return seal;
  if (!exact) return 'not_exact';
  if (target === null) return 'no_such_topic';
  const counted = replayCount(headerTexts(decodeHeaders(record.rawHeaders)));
  const headers = { ...counted, ...redriveHeaders({ id, of, attempt: attempt + 1 }) };
  return sentAgain({ ...record, topic: topic ?? target }, headers, target);
}

/** From here on they are `redriving`: what somebody has decided otherwise meanwhile is not sent. */
async function take(
  { storage, outbox, changes }: RedriveParts,
  job: Job,
  rows: readonly Sendable<Original>[],
): Promise<ReadonlyMap<bigint, string>> {
  const ids = rows.map(({ row }) => row.id);
  const topics = new Map(rows.map(({ row, record }) => [row.id, record.topic]));
  const { id, actor, reason } = job;
  const taken = await outbox.publishing(async (query) => {
    const change = { actor, reason, requestId: null, correlationId: id, link: id, also: takenBy(id, topics) };
    const [, events] = await changes.make(query, 'redrive', ids, change);
    return [new Set(await takenIds(query, id, ids)), events];
  });
  const others = rows.filter(({ row }) => !taken.has(row.id));
  if (others.length === 0) return new Map();
  const statuses = await statusesOf(
    storage.query,
    others.map(({ row }) => row.id),
  );
  return new Map(others.map(({ position, row }) => [position, statuses.get(row.id) ?? 'gone']));
}
