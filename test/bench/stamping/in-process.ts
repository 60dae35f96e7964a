import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { blake3, textHashAside } from '#blake3';
import { BatchStampRequest, StampRequest } from '#contracts';
import { stamp, Stamps } from '#stamping';
import type { Storage } from '#storage';
import { readBatchItem } from '../../../libs/stamping/src/batch-item';
import { latenciesOf, median, type Latencies } from '../figures';

const MIB = 1_048_576;
const TIMES = 300;

/** Text of 1 MiB, each with another beginning, so that every one is a stamp of its own. */
const TEXTS: Readonly<Record<string, (n: number) => string>> = {
  ASCII: (n) => String(n).padEnd(MIB, 'x'),
  'two bytes a letter': (n) => String(n).padEnd(MIB / 2, 'ž'),
};

export interface TextFigures {
  readonly text: string;
  /** In milliseconds, from the text to its hash. */
  readonly hash: Latencies;
  /** The same by encoding all of it first, as the whole was hashed before there were pieces. */
  readonly whole: Latencies;
  /** From the request to the stored stamp. */
  readonly stamp: Latencies;
}

/** A stamp of 1 MiB inside the service, with the database and without. */
export async function measureTexts({ query }: Storage): Promise<readonly TextFigures[]> {
  const stamping = { stamps: new Stamps(query), now: () => new Date() };
  const figures: TextFigures[] = [];
  for (const [text, make] of Object.entries(TEXTS)) {
    figures.push({
      text,
      hash: await timed(make, textHashAside),
      whole: await timed(make, (content) => Promise.resolve(blake3(Buffer.from(content)))),
      stamp: await timed(make, (content) => stamp(Object.assign(new StampRequest(), { content }), stamping)),
    });
  }
  return figures;
}

async function timed(make: (n: number) => string, work: (content: string) => Promise<unknown>): Promise<Latencies> {
  const trips: { milliseconds: number }[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    // Joined to one piece of memory, as a parsed message is.
    const content = String(JSON.parse(JSON.stringify(make(n))));
    const began = performance.now();
    await work(content);
    trips.push({ milliseconds: performance.now() - began });
  }
  return latenciesOf(trips);
}

/** Microseconds of processor time that checking one item of a batch takes: compiled, and by class-validator. */
export function measureItems(): { readonly ours: number; readonly classValidator: number } {
  const item = { id: 'doc-1', content: 'x'.repeat(2_048), namespace: 'a.b' };
  const batch = Object.assign(new BatchStampRequest(), { contents: [item] });
  return {
    ours: cpuOf(() => readBatchItem(item, 0, batch), 50_000),
    classValidator: cpuOf(() => validateSync(plainToInstance(StampRequest, item)), 2_000),
  };
}

function cpuOf(once: () => unknown, times: number): number {
  const rounds = Array.from({ length: 7 }, () => {
    const before = process.cpuUsage();
    for (let n = 0; n < times; n += 1) once();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  });
  return median(rounds);
}
