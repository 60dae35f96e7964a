import type { ExactRecord } from '#contracts';
import type { Job } from './job';
import type { Place, RecordSource } from './record-source';
import { compared, progressOf, stateOf, withoutPlaces, type Outgoing, type Republished } from './republish-state';
import { Sequence, type RepublishingJob } from './sequence';
import type { SentPlace, SequenceSender } from './sequence-sender';

/** A row whose record is about to be sent. */
export interface Sendable<Row> {
  readonly position: bigint;
  readonly row: Row;
  readonly record: ExactRecord;
}

export interface RepublishParts<Row> {
  readonly source: RecordSource<Row>;
  /** The record to send for a row, or why none is, as a code that records are counted by. */
  readonly prepare: (row: Row, job: Job) => ExactRecord | string;
  /** Topics that are there and take records: those for others are not sent. */
  readonly topics: () => Promise<ReadonlySet<string>>;
  /** Opens the sequence of this name, and ends what another worker has left open of it. */
  readonly open: (name: string) => Promise<SequenceSender>;
  /** Rejects where no more are to be sent; told, before each step, how many have been. */
  readonly beforeStep?: (sent: number) => Promise<void>;
  /**
   * Takes what is about to be sent, before it is; answers why some of it is not, by position. What was taken already is
   * taken again: whoever did it may have been killed before it was sent.
   */
  readonly take?: (job: Job, rows: readonly Sendable<Row>[]) => Promise<ReadonlyMap<bigint, string>>;
  /** Told where records are, those of which the broker said it; more than once where a worker was killed meanwhile. */
  readonly sentTo?: (job: Job, places: readonly SentPlace[]) => Promise<void>;
}

/** Records of one transaction on the broker: some 50 MB in memory when every record is as large as a record can be. */
const STEP = 50;

/**
 * Publishes the records of a frozen sequence, in its order, each once: how far it is the broker keeps, with the records.
 * The row says the same a moment later; where it knows of more, because the broker has forgotten, it is believed.
 */
export function republish<Row>(parts: RepublishParts<Row>): (running: RepublishingJob) => Promise<Republished> {
  return async (running) => {
    const sequence = await Sequence.open(running, parts);
    try {
      const republished = await sendAll(running, sequence, parts);
      await sequence.forget();
      return republished;
    } finally {
      await sequence.close();
    }
  };
}

async function sendAll<Row>(
  running: RepublishingJob,
  sequence: Sequence,
  parts: RepublishParts<Row>,
): Promise<Republished> {
  const { source } = parts;
  const asked = running.job.total ?? (await source.count(running.query, running.job));
  const topics = await parts.topics();
  let state = stateOf(running.job, sequence.mark);
  // Of a step whose worker was killed when it was on the broker but not in the row.
  await parts.sentTo?.(running.job, state.places);
  state = withoutPlaces(state);
  await running.save(progressOf(state, asked));
  for (;;) {
    // Asked while the sequence is open: from here on whoever takes the job over also takes the sequence.
    await running.check();
    await parts.beforeStep?.(state.sent);
    const places = await source.read(running.query, running.job, state.position, running.stepSize(STEP));
    if (places.length === 0) return compared(asked, state);
    const outgoing = await outgoingOf(places, topics, parts, running.job);
    // In no transaction of the database: a broker may take its time.
    state = await sequence.send(state, outgoing);
    await parts.sentTo?.(running.job, state.places);
    state = withoutPlaces(state);
    await running.save(progressOf(state, asked));
  }
}

async function outgoingOf<Row>(
  places: readonly Place<Row>[],
  topics: ReadonlySet<string>,
  { prepare, take }: RepublishParts<Row>,
  job: Job,
): Promise<readonly Place<Outgoing>[]> {
  const prepared = places.map(({ position, row }) => ({
    position,
    row,
    record: row === null ? null : preparedFor(topics, prepare(row, job)),
  }));
  const sendable = prepared.flatMap(({ position, row, record }) =>
    row === null || record === null || typeof record === 'string' ? [] : [{ position, row, record }],
  );
  const refused = sendable.length === 0 ? undefined : await take?.(job, sendable);
  return prepared.map(({ position, record }) => ({ position, row: refused?.get(position) ?? record }));
}

function preparedFor(topics: ReadonlySet<string>, record: ExactRecord | string): ExactRecord | string {
  return typeof record === 'string' || topics.has(record.topic) ? record : 'no_such_topic';
}
