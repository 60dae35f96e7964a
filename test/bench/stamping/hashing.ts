import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blake3 } from '#blake3';
import { median } from '../figures';

const SIZE = 16 * 1_048_576;
/** A start of b3sum costs as much as hashing some megabytes: it hashes this many files, and one, and the difference counts. */
const FILES = 21;
const ROUNDS = 9;

export interface HashingFigures {
  /** Milliseconds for 16 MiB. */
  readonly ours: number;
  /** `null` where b3sum is not installed. */
  readonly b3sum: number | null;
}

/** BLAKE3 of 16 MiB: ours, and b3sum with one thread, in turn; medians. */
export function measureHashing(folder: string): HashingFigures {
  const file = join(folder, '16-mib');
  const bytes = randomBytes(SIZE);
  writeFileSync(file, bytes);
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: oursOnce(bytes), b3sum: b3sumOnce(file) }));
  const peer = rounds.flatMap(({ b3sum }) => (b3sum === undefined ? [] : [b3sum]));
  return { ours: median(rounds.map(({ ours }) => ours)), b3sum: peer.length === 0 ? null : median(peer) };
}

/** User time in milliseconds: b3sum also reads the file. */
function oursOnce(bytes: Buffer): number {
  const before = process.cpuUsage();
  for (let n = 1; n < FILES; n += 1) blake3(bytes);
  return process.cpuUsage(before).user / 1_000 / (FILES - 1);
}

function b3sumOnce(file: string): number | undefined {
  const [one, many] = [1, FILES].map((count) => timeB3sum(file, count));
  return one === undefined || many === undefined ? undefined : (many - one) / (FILES - 1);
}

/** The shell tells the processor time of a child to the millisecond. */
function timeB3sum(file: string, count: number): number | undefined {
  const script = 'TIMEFORMAT=%U; time b3sum --num-threads 1 "$@" >/dev/null';
  const files = Array.from({ length: count }, () => file);
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...files], { encoding: 'utf8' });
  return status === 0 ? Number(stderr) * 1_000 : undefined;
}
