import { blake3Hex } from '#blake3';
import { normalisedHash } from './normalised';
import { readStamps, without, type FoundStamp, type StampsOfText } from './read-stamps';
import { hashesOf, readSidecar } from './sidecar';
import type { FileStamp, ReadStamp } from './stamp';
import { textFileOf, type TextFile } from './text-file';

/** Part of the interface: only ever added to. */
export type FileVerdict =
  'valid' | 'content_mismatch' | 'namespace_mismatch' | 'not_found' | 'malformed_stamp' | 'stale_stamp';

/** One stamp of a file and what became of it. */
export interface JudgedStamp {
  readonly form: FoundStamp['form'] | 'sidecar';
  /** Of the stamp, from 1; 1 in a sidecar. */
  readonly line: number;
  readonly verdict: FileVerdict;
  /** What `expected` and `found` are. */
  readonly compared: 'normalised' | 'exact' | 'namespace' | 'form';
  /** What the stamp says, or who asked for a namespace; `null` where there is nothing to say. */
  readonly expected: string | null;
  /** What the file, or for a namespace the stamp, has. */
  readonly found: string | null;
  readonly stamp?: FileStamp;
}

/** The verdict about a file is that of the stamp which decides it, named here; `stamps` has them all. */
export interface FileVerification extends Omit<JudgedStamp, 'form' | 'line'> {
  readonly stamps: readonly JudgedStamp[];
}

export interface FileToVerify {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What stands in `path` + `.onex`, where that exists. */
  readonly sidecar?: string;
  /** The namespace that the stamp has to be of; any, without one. */
  readonly namespace?: string;
}

/**
 * Whether a file is what it was when it was stamped. Every stamp has to agree, as upstream demands: with one that agrees
 * and one that does not, the file was stamped again without the old stamp, which is then `stale_stamp`. A stamp of
 * ours in its place covers what else looks like one in the file.
 */
export function verifyFile({ path, bytes, sidecar, namespace }: FileToVerify): FileVerification {
  const file = textFileOf(path, bytes);
  const beside = sidecar === undefined ? [] : [judgeSidecar(bytes, file, sidecar, namespace)];
  const judged = [...(file === undefined ? [] : judgeText(file, namespace, beside.some(covers))), ...beside];
  const stamps = judged.some(agrees)
    ? judged.map((one) => (one.verdict === 'content_mismatch' ? { ...one, verdict: 'stale_stamp' as const } : one))
    : judged;
  const {
    form: _form,
    line: _line,
    ...decisive
  } = stamps.find(({ verdict }) => verdict !== 'valid') ?? stamps[0] ?? NOTHING;
  return { ...decisive, stamps };
}

const NOTHING = {
  form: 'sidecar',
  line: 0,
  verdict: 'not_found',
  compared: 'form',
  expected: null,
  found: null,
} as const;

function agrees({ verdict }: JudgedStamp): boolean {
  return verdict === 'valid' || verdict === 'namespace_mismatch';
}

/** Whether it says that every byte of the file is what it was. */
function covers(judged: JudgedStamp): boolean {
  return judged.stamp?.exact !== undefined && agrees(judged);
}

function judgeText(
  { text, language }: TextFile,
  namespace: string | undefined,
  isCovered: boolean,
): readonly JudgedStamp[] {
  const stamps = readStamps(text, language);
  const hashes = hashesOfText(text, stamps);
  const judge = (found: FoundStamp) => judgeFound(found, hashes(found), namespace);
  const placed = stamps.placed.map(judge);
  return isCovered || placed.some(covers)
    ? placed
    : [...placed, ...[...stamps.broken, ...stamps.strays.filter(({ read }) => 'stamp' in read)].map(judge)];
}

/** The documented variant says a hash and no more. */
function judgeFound({ form, line, read }: FoundStamp, hashes: Hashes, namespace: string | undefined): JudgedStamp {
  const { stamp, ...said } = judged(read, hashes, namespace);
  return { form, line, ...said, ...(stamp !== undefined && form !== 'documented' && { stamp }) };
}

interface Hashes {
  readonly normalised: () => string;
  readonly exact: () => string;
}

/** Upstream does not see all stamps there are; those it does not see say the hash of a text without them. */
function hashesOfText(text: string, { placed, strays }: StampsOfText): (found: FoundStamp) => Hashes {
  const unseen = [...placed, ...strays].filter(({ seenUpstream }) => !seenUpstream).sort((a, b) => a.start - b.start);
  const seen = once(() => normalisedHash(text));
  const others = once(() => normalisedHash(without(text, unseen)));
  const exact = once(() => blake3Hex(without(text, placed)));
  return ({ seenUpstream }) => ({ exact, normalised: seenUpstream ? seen : others });
}

function judgeSidecar(
  bytes: Uint8Array,
  file: TextFile | undefined,
  sidecar: string,
  namespace: string | undefined,
): JudgedStamp {
  const hashes = hashesOf(bytes, file?.text);
  const known = { normalised: () => hashes.hash, exact: () => hashes.exact };
  return { form: 'sidecar', line: 1, ...judged(readSidecar(sidecar), known, namespace) };
}

function judged(read: ReadStamp, hashes: Hashes, namespace: string | undefined): Omit<JudgedStamp, 'form' | 'line'> {
  if ('problem' in read) return { verdict: 'malformed_stamp', compared: 'form', expected: null, found: read.problem };
  const { stamp } = read;
  const differs = difference(stamp, hashes);
  if (differs !== undefined) return { verdict: 'content_mismatch', ...differs, stamp };
  const { hash, namespace: its = null } = stamp;
  if (namespace !== undefined && namespace !== its)
    return { verdict: 'namespace_mismatch', compared: 'namespace', expected: namespace, found: its, stamp };
  return { verdict: 'valid', compared: 'normalised', expected: hash, found: hash, stamp };
}

function difference(
  { hash, exact }: FileStamp,
  hashes: Hashes,
): Pick<JudgedStamp, 'compared' | 'expected' | 'found'> | undefined {
  const normalised = hashes.normalised();
  if (normalised !== hash) return { compared: 'normalised', expected: hash, found: normalised };
  if (exact === undefined || hashes.exact() === exact) return undefined;
  return { compared: 'exact', expected: exact, found: hashes.exact() };
}

function once(work: () => string): () => string {
  let known: string | undefined;
  return () => (known ??= work());
}
