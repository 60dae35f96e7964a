import { setTimeout as pause } from 'node:timers/promises';
import { RawClient } from '../conformance/raw-client';
import type { DeadLettered, Place, Replied } from './history';
import { recordsOf, type LogRecord } from './record-batches';

export interface ReaderEvents {
  onReply(reply: Replied): void;
  onDeadLetter(letter: DeadLettered): void;
}

interface Part {
  readonly topic: string;
  readonly partition: number;
  next: number;
}

const WAIT_MS = 100;
const PART_BYTES = 4_000_000;
const ALL_BYTES = 40_000_000;
/** A broker that is stopped neither answers nor hangs up. */
const SILENCE_MS = 10_000;
const RETRY_MS = 300;

/**
 * Sees every reply and dead letter once, in the order of its partition. It keeps its own positions and belongs to no
 * group, so that nothing that happens to the broker can make it miss or repeat anything.
 */
export class Reader {
  readonly #bootstrap: string;
  readonly #letters: ReadonlySet<string>;
  readonly #events: ReaderEvents;
  #parts: Part[];
  #stopping = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    bootstrap: string,
    topics: { replies: readonly string[]; deadLetters: readonly string[]; partitions(topic: string): number },
    events: ReaderEvents,
  ) {
    this.#bootstrap = bootstrap;
    this.#letters = new Set(topics.deadLetters);
    this.#events = events;
    this.#parts = [...topics.replies, ...topics.deadLetters].flatMap((topic) =>
      Array.from({ length: topics.partitions(topic) }, (_, partition) => ({ topic, partition, next: 0 })),
    );
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loop;
  }

  /** Whether everything before these places has been seen. */
  hasSeen(ends: readonly Place[]): boolean {
    const next = new Map(this.#parts.map((part) => [`${part.topic}/${part.partition}`, part.next]));
    return ends.every(({ topic, partition, offset }) => (next.get(`${topic}/${partition}`) ?? Infinity) >= offset);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      // The broker may go away; what was not seen is fetched again.
      await this.#readOn().catch(() => undefined);
      await pause(RETRY_MS);
    }
  }

  async #readOn(): Promise<void> {
    const client = await RawClient.connect(this.#bootstrap);
    try {
      while (!this.#stopping) await this.#round(client);
    } finally {
      client.close();
    }
  }

  async #round(client: RawClient): Promise<void> {
    const silence = setTimeout(() => client.close(), SILENCE_MS);
    try {
      for (const { topic, partition, records } of await fetchAll(client, this.#parts)) {
        const part = this.#parts.find((each) => each.topic === topic && each.partition === partition);
        for (const record of recordsOf(records)) if (part !== undefined) this.#see(part, record);
      }
    } finally {
      clearTimeout(silence);
    }
    // What is asked for first is served first when there is much.
    this.#parts = [...this.#parts.slice(7), ...this.#parts.slice(0, 7)];
  }

  #see(part: Part, record: LogRecord): void {
    if (record.offset < part.next) return;
    part.next = record.offset + 1;
    const place = { topic: part.topic, partition: part.partition, offset: record.offset };
    if (this.#letters.has(part.topic)) this.#events.onDeadLetter(deadLetterOf(place, record));
    else this.#events.onReply(replyOf(place, record));
  }
}

async function fetchAll(client: RawClient, parts: readonly Part[]) {
  const response = await client.request('Fetch', 4, (request) => {
    request.int32(-1).int32(WAIT_MS).int32(1).int32(ALL_BYTES).int8(0).int32(parts.length);
    for (const { topic, partition, next } of parts) {
      request.string(topic).int32(1).int32(partition).int64(next).int32(PART_BYTES);
    }
  });
  response.int32();
  return response
    .array(() => {
      const topic = response.string();
      return response.array(() => {
        const [partition, error] = [response.int32(), response.int16()];
        response.int64();
        response.int64();
        response.nullableArray(() => [response.int64(), response.int64()]);
        const records = response.bytes();
        if (error !== 0) throw new Error(`${topic}/${partition} answers error ${error}`);
        return { topic, partition, records };
      });
    })
    .flat();
}

function replyOf(place: Place, { at, key, value, headers }: LogRecord): Replied {
  const code = textOf(headers, 'x-error-code');
  return { type: 'reply', at, ...place, id: key?.toString() ?? '', code, value: value?.toString() ?? '' };
}

function deadLetterOf(place: Place, { at, key, value, headers }: LogRecord): DeadLettered {
  return {
    type: 'dead-letter',
    at,
    ...place,
    id: markerIn(value) ?? textOf(headers, 'correlation_id'),
    key: key?.toString() ?? null,
    code: textOf(headers, 'x-error-code'),
    origin: {
      topic: textOf(headers, 'original_topic') ?? '',
      partition: Number(textOf(headers, 'original_partition')),
      offset: Number(textOf(headers, 'original_offset')),
    },
  };
}

/** A request that nobody can be answered for says in its payload which it is. */
function markerIn(value: Buffer | null): string | null {
  const [, marker] = /"campaign_marker":"([^"]+)"/.exec(value?.toString() ?? '') ?? [];
  return marker ?? null;
}

const textOf = (headers: LogRecord['headers'], name: string): string | null => headers.get(name)?.toString() ?? null;
