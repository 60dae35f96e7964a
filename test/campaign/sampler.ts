import { readNote, type CommitNote } from '../../libs/event-bus/src/kafkajs/commit-note';
import { RawClient } from '../conformance/raw-client';
import type { IncarnatedPlace, Place } from './history';
import type { Topics } from './topics';

const TIMEOUT_MS = 20_000;

/** Asks the broker what groups have committed and where topics end, over one connection. */
export class CommitSampler {
  #client: Promise<RawClient> | null = null;
  readonly #known = new Map<string, number>();
  /** Of a topic by its id: that in which a commit was about it first. */
  readonly #incarnations = new Map<string, number>();

  constructor(
    private readonly bootstrap: string,
    private readonly topics: Topics,
  ) {}

  /**
   * What the group has committed, and then where `ends` end: in this order, so that what was published before a commit
   * lies before the ends. Only what is new since the last sample; topics that are made again meanwhile are left out.
   */
  async sample(group: string, ends: readonly string[]): Promise<{ committed: IncarnatedPlace[]; ends: Place[] }> {
    const deadline = setTimeout(() => this.close(), TIMEOUT_MS);
    try {
      const client = await (this.#client ??= RawClient.connect(this.bootstrap));
      const before = this.topics.incarnations();
      const committed = (await committedBy(client, group)).map(({ note, ...place }) => {
        return { ...place, incarnation: this.#incarnationOf(place.topic, note) };
      });
      const found = await endsOf(
        client,
        ends.map((topic) => [topic, this.topics.partitions(topic)]),
      );
      const certain = committed.filter(({ topic }) => (before.get(topic) ?? 0) === this.topics.incarnation(topic));
      return { committed: this.#news(certain, (place) => place.incarnation), ends: this.#news(found, () => 0) };
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(deadline);
    }
  }

  /** A commit says which topic it is about: its position may be that of one that had the same name before. */
  #incarnationOf(topic: string, note: CommitNote | null): number {
    const current = this.topics.incarnation(topic);
    if (note?.topic_id === undefined) return current;
    const known = this.#incarnations.get(note.topic_id) ?? current;
    this.#incarnations.set(note.topic_id, known);
    return known;
  }

  #news<Found extends Place>(places: readonly Found[], incarnation: (place: Found) => number): Found[] {
    return places.filter((place) => {
      const name = `${place.topic}#${incarnation(place)}/${place.partition}`;
      const known = this.#known.get(name) === place.offset;
      this.#known.set(name, place.offset);
      return !known;
    });
  }

  close(): void {
    void this.#client?.then((client) => client.close()).catch(() => undefined);
    this.#client = null;
  }
}

async function committedBy(client: RawClient, group: string): Promise<(Place & { note: CommitNote | null })[]> {
  const response = await client.request('OffsetFetch', 2, (request) => void request.string(group).int32(-1));
  const places = response
    .array(() => {
      const topic = response.string();
      return response.array(() => {
        const [partition, offset] = [response.int32(), response.int64()];
        const note = readNote(response.nullableString());
        refuse(response.int16());
        return { topic, partition, offset, note };
      });
    })
    .flat();
  refuse(response.int16());
  return places.filter(({ offset }) => offset >= 0);
}

async function endsOf(client: RawClient, topics: readonly (readonly [string, number])[]): Promise<Place[]> {
  const response = await client.request('ListOffsets', 1, (request) => {
    request.int32(-1).int32(topics.length);
    for (const [topic, partitions] of topics) {
      request.string(topic).int32(partitions);
      for (let partition = 0; partition < partitions; partition++) request.int32(partition).int64(-1);
    }
  });
  return response
    .array(() => {
      const topic = response.string();
      return response.array(() => {
        const partition = response.int32();
        refuse(response.int16());
        response.int64();
        return { topic, partition, offset: response.int64() };
      });
    })
    .flat();
}

function refuse(error: number): void {
  if (error !== 0) throw new Error(`the broker answers error ${error}`);
}
