import type { EventOf, HistoryEvent } from './history';

export const REPLIES = 'response';
export const LETTERS = 'request.dlq';
export const BEGIN = 1_000_000;

export interface Shape {
  readonly requests: number;
  readonly partitions: number;
  /** Every how-manieth request is poison, has the hot key, or is published twice. */
  readonly poisonEvery: number;
  readonly hotEvery: number;
  readonly twiceEvery: number;
}

export const SHAPE: Shape = { requests: 60, partitions: 3, poisonEvery: 7, hotEvery: 4, twiceEvery: 9 };

/** A history in which every promise was kept: each request is settled 10 ms after it was acknowledged. */
export function goodHistory(shape: Shape = SHAPE): readonly HistoryEvent[] {
  return new GoodHistory(shape).events;
}

class GoodHistory {
  readonly events: HistoryEvent[] = [];
  readonly #ends = new Map<string, number>();
  readonly #shape: Shape;
  #now = BEGIN;

  constructor(shape: Shape) {
    this.#shape = shape;
    this.events.push({ type: 'run', at: BEGIN, seed: 1, sessionTimeoutMs: 6_000 });
    for (let index = 0; index < shape.requests; index++) this.#request(index);
    for (const worker of ['bridge-1', 'bridge-2']) this.#samplesOf(worker);
    this.events.push({ type: 'stamp', at: this.#now, hash: 'h', namespace: 'n', uid: 'u' });
    for (const event of this.events.filter(({ type }) => type === 'dead-letter') as EventOf<'dead-letter'>[]) {
      const { at, topic, partition, offset } = event;
      this.events.push({ type: 'collected', at, topic, partition, offset });
    }
  }

  #request(index: number): void {
    const { poisonEvery, hotEvery, twiceEvery, partitions } = this.#shape;
    const poison = index % poisonEvery === 1;
    const id = `id-${index}`;
    const key = index % hotEvery === 0 ? 'hot' : id;
    const partition = key === 'hot' ? 0 : index % partitions;
    const deserves = poison ? ['invalid_json'] : ('answer' as const);
    const facts = { kind: poison ? 'poison' : 'stamp', operation: 'stamp', identified: true, answerable: true };
    this.events.push({ type: 'request', at: this.#tick(), id, key, deserves, ...facts });
    for (let copy = 0; copy < (index % twiceEvery === 2 ? 2 : 1); copy++) {
      const origin = { topic: 'request', partition, offset: this.#append('request', partition) };
      this.events.push({ type: 'acknowledged', at: this.#tick(), id, incarnation: 0, ...origin });
      this.#settle(id, key, poison ? 'invalid_json' : null, origin);
      this.#sampleCommits();
    }
  }

  #settle(id: string, key: string, code: string | null, origin: EventOf<'dead-letter'>['origin']): void {
    const { partition } = origin;
    const metadata = { uid: 'u', namespace: 'n' };
    const value = JSON.stringify({ timestamp: this.#now, payload: { blake3_hash: 'h', metadata, error: code } });
    const place = { topic: REPLIES, partition, offset: this.#append(REPLIES, partition) };
    this.events.push({ type: 'reply', at: this.#tick(10), ...place, id, code, value });
    if (code === null) return;
    const there = { topic: LETTERS, partition, offset: this.#append(LETTERS, partition) };
    this.events.push({ type: 'dead-letter', at: this.#tick(), ...there, id, key, code, origin });
  }

  #sampleCommits(): void {
    const places = [...this.#ends].map(([name, offset]) => {
      const [topic = '', partition] = name.split('/');
      return { topic, partition: Number(partition), offset };
    });
    const committed = places.filter(({ topic }) => topic === 'request').map((place) => ({ ...place, incarnation: 0 }));
    const ends = places.filter(({ topic }) => topic !== 'request');
    this.events.push({ type: 'commits', at: this.#tick(), group: 'g', committed, ends });
  }

  #samplesOf(worker: string): void {
    for (let at = BEGIN; at < this.#now; at += 100) {
      const memory = { pid: 1, peakKb: 120_000, residentKb: 100_000, descriptors: 30 };
      this.events.push(
        { type: 'process', at, worker, ...memory },
        { type: 'health', at, worker, ready: true, live: true },
      );
    }
  }

  #append(topic: string, partition: number): number {
    const offset = this.#ends.get(`${topic}/${partition}`) ?? 0;
    this.#ends.set(`${topic}/${partition}`, offset + 1);
    return offset;
  }

  #tick(ms = 1): number {
    return (this.#now += ms);
  }
}
