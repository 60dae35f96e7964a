import { decodeHeaders, headerTexts, REPLAY_HEADERS, withoutHeaders, type ExactRecord } from '#contracts';
import { readTraceContext } from '#tracing';
import type { Job, Progress } from './job';
import { JobFailedError } from './job-runner';
import type { Place, RecordSource } from './record-source';
import type { RunningJob } from './running-job';

/** With the id of its job behind it: the transactional id of a sequence, and the consumer group that its mark is kept under. */
export const SEQUENCE_PREFIX = 'omninode-job-';

/** What republishing needs of a job that runs. */
export type RepublishingJob = Pick<RunningJob, 'id' | 'job' | 'query' | 'check' | 'save' | 'stepSize'>;

/** How far a sequence is. */
export interface Mark {
  /** Of the last record that was sent or passed over. */
  readonly position: bigint;
  /** What its sender noted then; empty where it noted nothing. */
  readonly note: string;
}

/** Where a record is that was sent. */
export interface SentTo {
  readonly partition: number;
  /** 64 bit. */
  readonly offset: string;
}

/** The same with its place in the sequence. */
export interface SentPlace extends SentTo {
  readonly position: bigint;
}

/** A row whose record is about to be sent. */
export interface Sendable<Row> {
  readonly position: bigint;
  readonly row: Row;
  readonly record: ExactRecord;
}

/** Sends a sequence of records exactly once, whoever is killed meanwhile. */
export interface SequenceSender {
  /** What was marked when the sequence was opened; `null` at its beginning. */
  readonly mark: Mark | null;
  /**
   * Sends the next records; they and the mark, which may tell where they are, are on the broker together, or neither
   * is. Rejects with the code `message_too_large` where a record does not fit; the sequence must then be opened again.
   */
  send(records: readonly ExactRecord[], markOf: (sentTo: readonly (SentTo | null)[]) => Mark): Promise<void>;
  /** The sequence is complete. */
  forget(): Promise<void>;
  close(): Promise<void>;
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

/** What was asked for, and what of it the broker has: `asked` is `sent` and all of `skipped`. */
export interface Republished {
  readonly asked: number;
  readonly sent: number;
  /** How many were not sent, by reason: `gone`, `no_such_topic`, `too_large`, or what `prepare` said. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** A record that was kept. */
export interface KeptRecord {
  readonly topic: string;
  readonly partition: number | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** As `encodeHeaders` writes them. */
  readonly rawHeaders: Buffer;
}

/**
 * The record as it was, on its own topic or on another; `headers` replace those of the same name. The trace that it was
 * part of is kept under another name: it is over.
 */
export function sentAgain(
  { topic, partition, key, value, rawHeaders }: KeptRecord,
  headers: Readonly<Record<string, string>>,
  target = topic,
): ExactRecord {
  const place = { topic: target, partition: target === topic ? partition : null, key, value };
  const trace = readTraceContext(headerTexts(decodeHeaders(rawHeaders)));
  if (trace === null) return { ...place, rawHeaders: withoutHeaders(rawHeaders, Object.keys(headers)), headers };
  const all = { ...headers, [REPLAY_HEADERS.traceparent]: trace.traceparent };
  const replaced = [...Object.keys(all), 'traceparent', 'tracestate'];
  return { ...place, rawHeaders: withoutHeaders(rawHeaders, replaced), headers: all };
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

type Outgoing = ExactRecord | string;

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

/** The sequence of one job on the broker. */
class Sequence {
  private constructor(
    private readonly running: RepublishingJob,
    private readonly reopen: () => Promise<SequenceSender>,
    private sender: SequenceSender,
    /** Whether marks say where records are. */
    private readonly withPlaces: boolean,
  ) {}

  static async open(
    running: RepublishingJob,
    { open, sentTo }: Pick<RepublishParts<unknown>, 'open' | 'sentTo'>,
  ): Promise<Sequence> {
    const reopen = () => open(`${SEQUENCE_PREFIX}${running.id}`);
    return new Sequence(running, reopen, await reopen(), sentTo !== undefined);
  }

  get mark(): Mark | null {
    return this.sender.mark;
  }

  /** Sends what comes next, together where all of it fits, else one by one. */
  async send(state: State, outgoing: readonly Place<Outgoing>[]): Promise<State> {
    let next = outgoing.reduce(advanced, state);
    const sent = outgoing.flatMap(({ position, row: record }) =>
      record === null || typeof record === 'string' ? [] : [{ position, record }],
    );
    try {
      await this.sender.send(
        sent.map(({ record }) => record),
        (sentTo) => {
          next = this.withPlaces ? withPlaces(next, sent, sentTo) : next;
          return { position: next.position, note: noteOf(next) };
        },
      );
      return next;
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      await this.#openAgain();
    }
    const [only, ...others] = outgoing;
    if (only !== undefined && others.length === 0) return this.send(state, [{ ...only, row: 'too_large' }]);
    let reached = state;
    for (const one of outgoing) reached = await this.send(reached, [one]);
    return reached;
  }

  async forget(): Promise<void> {
    await this.sender.forget().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.sender.close().catch(() => undefined);
  }

  async #openAgain(): Promise<void> {
    await this.close();
    this.sender = await this.reopen();
    // Whoever has taken the job over meanwhile has the sequence, too.
    await this.running.check();
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'message_too_large';
}

function advanced({ sent, skipped, places }: State, { position, row }: Place<Outgoing>): State {
  if (row !== null && typeof row !== 'string') return { position, sent: sent + 1, skipped, places };
  return { position, sent, skipped: counted(skipped, row ?? 'gone'), places };
}

function withPlaces(
  state: State,
  sent: readonly { readonly position: bigint }[],
  sentTo: readonly (SentTo | null)[],
): State {
  const places = sent.flatMap(({ position }, index) => {
    const place = sentTo[index] ?? null;
    return place === null ? [] : [{ position, ...place }];
  });
  return { ...state, places: [...state.places, ...places] };
}

function withoutPlaces(state: State): State {
  return { ...state, places: [] };
}

function preparedFor(topics: ReadonlySet<string>, record: ExactRecord | string): ExactRecord | string {
  return typeof record === 'string' || topics.has(record.topic) ? record : 'no_such_topic';
}

type Tally = Pick<Republished, 'sent' | 'skipped'>;

interface State extends Tally {
  readonly position: bigint;
  /** Of what was sent since the row was last written: a step at most, so that a mark can hold them. */
  readonly places: readonly SentPlace[];
}

interface Note extends Tally {
  readonly places?: readonly (readonly [position: string, partition: number, offset: string])[];
}

function noteOf({ sent, skipped, places }: State): string {
  const note: Note = { sent, skipped };
  if (places.length === 0) return JSON.stringify(note);
  const told = places.map(({ position, partition, offset }) => [String(position), partition, offset] as const);
  return JSON.stringify({ ...note, places: told } satisfies Note);
}

function tallyOf({ sent, skipped }: Tally): Tally {
  return { sent, skipped };
}

function counted(counts: Tally['skipped'], reason: string): Tally['skipped'] {
  return { ...counts, [reason]: (counts[reason] ?? 0) + 1 };
}

function passed({ sent, skipped }: Tally): number {
  return Object.values(skipped).reduce((sum, count) => sum + count, sent);
}

function progressOf(state: State, total: number): Progress {
  return { done: passed(state), total, checkpoint: { position: String(state.position), ...tallyOf(state) } };
}

/** As the row has it, or further, as the broker has it. */
function stateOf({ done, checkpoint }: Job, mark: Mark | null): State {
  const kept = checkpoint as (Partial<Tally> & { readonly position?: string; readonly missing?: number }) | null;
  // A program from before kept how many were missing, and counted positions.
  const {
    position = String(done),
    missing = 0,
    sent = done - missing,
    skipped = missing > 0 ? { gone: missing } : {},
  } = kept ?? {};
  if (mark === null || mark.position <= BigInt(position))
    return { position: BigInt(position), sent, skipped, places: [] };
  const { places = [], ...tally }: Note =
    mark.note === '' ? { sent: sent + Number(mark.position) - done, skipped } : (JSON.parse(mark.note) as Note);
  const told = places.map(([at, partition, offset]) => ({ position: BigInt(at), partition, offset }));
  return { position: mark.position, ...tally, places: told };
}

/** Rows that were gone from a range left no place behind. */
function compared(asked: number, { sent, skipped }: State): Republished {
  const lost = asked - passed({ sent, skipped });
  if (lost < 0)
    throw new JobFailedError('more_than_asked', `${-lost} records more than were asked for have been sent.`);
  return { asked, sent, skipped: lost === 0 ? skipped : { ...skipped, gone: (skipped['gone'] ?? 0) + lost } };
}
