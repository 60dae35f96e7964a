import type { ExactRecord } from '#contracts';
import type { Job, Progress } from './job';
import { JobFailedError } from './job-runner';
import type { Place } from './record-source';
import type { Mark, SentPlace, SentTo } from './sequence-sender';

/** What was asked for, and what of it the broker has: `asked` is `sent` and all of `skipped`. */
export interface Republished {
  readonly asked: number;
  readonly sent: number;
  /** How many were not sent, by reason: `gone`, `no_such_topic`, `too_large`, or what `prepare` said. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** What is sent for a row, or why nothing is. */
export type Outgoing = ExactRecord | string;

/** How many, of what was asked for. */
type Tally = Pick<Republished, 'sent' | 'skipped'>;

export interface State extends Tally {
  readonly position: bigint;
  /** Of what was sent since the row was last written: a step at most, so that a mark can hold them. */
  readonly places: readonly SentPlace[];
}

export function advanced({ sent, skipped, places }: State, { position, row }: Place<Outgoing>): State {
  if (row !== null && typeof row !== 'string') return { position, sent: sent + 1, skipped, places };
  return { position, sent, skipped: counted(skipped, row ?? 'gone'), places };
}

export function withPlaces(
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

export function withoutPlaces(state: State): State {
  return { ...state, places: [] };
}

interface Note extends Tally {
  readonly places?: readonly (readonly [position: string, partition: number, offset: string])[];
}

export function noteOf({ sent, skipped, places }: State): string {
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

export function progressOf(state: State, total: number): Progress {
  return { done: passed(state), total, checkpoint: { position: String(state.position), ...tallyOf(state) } };
}

/** As the row has it, or further, as the broker has it. */
export function stateOf({ done, checkpoint }: Job, mark: Mark | null): State {
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
export function compared(asked: number, { sent, skipped }: State): Republished {
  const lost = asked - passed({ sent, skipped });
  if (lost < 0)
    throw new JobFailedError('more_than_asked', `${-lost} records more than were asked for have been sent.`);
  return { asked, sent, skipped: lost === 0 ? skipped : { ...skipped, gone: (skipped['gone'] ?? 0) + lost } };
}
