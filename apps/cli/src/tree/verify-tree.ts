import { inPairs, ManifestFault, type TreeFile, type TreeStamp } from '#stamping';
import type { Arguments } from '../arguments';
import { EXIT, Failure } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { showRefused, type RefusedFile } from '../stamp/each-file';
import { showResults, type Ending } from '../stamp/show-results';
import { namespaceOf } from '../stamp/stamp';
import type { Shown } from '../stamp/tally';
import { cachedFiles } from './cache';
import { hashedFiles } from './hashed-files';
import { openManifest, type Manifest } from './manifest-file';
import { placeOf } from './place';
import { rootAsked } from './root';

type TreeVerdict = 'valid' | 'root_mismatch' | 'namespace_mismatch' | ManifestFault['code'];

/** `omni verify --tree`: whether the files of a folder are those that were stamped. */
export async function verifyTree(typed: Arguments, session: Session): Promise<number> {
  const place = await placeOf(typed);
  const asked = { root: rootAsked(typed), namespace: namespaceOf(typed) };
  const manifest = await openManifest(place.manifest).catch((error: unknown) => {
    if (error instanceof ManifestFault) throw new Failure('no', `${error.code}: ${place.manifest}: ${error.message}`);
    throw error;
  });
  const faults: ManifestFault[] = [];
  const found = hashedFiles(place, typed.flag('cached') ? cachedFiles(place.cache) : none());
  const files = compared(manifest, found, faults, session);
  return showResults(files, manifest.stamp.file_count, typed, session, async () =>
    ending(manifest.stamp, faults[0], asked, session),
  );
}

/** A fault of the manifest ends it: what the rest was is not known. */
async function* compared(
  manifest: Manifest,
  found: AsyncIterable<TreeFile | RefusedFile>,
  faults: ManifestFault[],
  session: Session,
): AsyncGenerator<Shown> {
  try {
    for await (const { left, right } of inPairs(manifest.files, found)) {
      if (right !== undefined && 'error' in right) yield showRefused(right, session);
      else yield shown(left, right, session);
    }
  } catch (error) {
    if (!(error instanceof ManifestFault)) throw error;
    faults.push(error);
  }
}

function shown(stamped: TreeFile | undefined, found: TreeFile | undefined, { paint }: Session): Shown {
  const path = stamped?.path ?? found?.path ?? '';
  const [expected, is] = [stamped?.blake3_hash ?? null, found?.blake3_hash ?? null];
  const status = expected === null ? 'added' : is === null ? 'missing' : is === expected ? 'valid' : 'changed';
  return {
    text: status === 'valid' ? '' : `${paint('red', status)} ${oneLine(path)}`,
    json: { path, status, expected, found: is },
    exitCode: status === 'valid' ? EXIT.ok : EXIT.no,
    counted: status,
  };
}

function ending(
  stamp: TreeStamp,
  fault: ManifestFault | undefined,
  asked: { readonly root: string | undefined; readonly namespace: string | undefined },
  { paint }: Session,
): Ending {
  const status = verdictOf(stamp, fault, asked);
  const isFine = status === 'valid';
  return {
    text: [
      ...(isFine ? [] : [`${paint('red', status)}${fault === undefined ? '' : `: ${oneLine(fault.message)}`}`]),
      `root ${stamp.root_hash} of ${stamp.file_count} files, ${stamp.namespace}, ${oneLine(stamp.stamp_time)}`,
    ],
    json: { tree: { status, ...stamp } },
    exitCode: isFine ? EXIT.ok : EXIT.no,
  };
}

function verdictOf(
  { root_hash, namespace }: TreeStamp,
  fault: ManifestFault | undefined,
  asked: { readonly root: string | undefined; readonly namespace: string | undefined },
): TreeVerdict {
  if (fault !== undefined) return fault.code;
  if (asked.root !== undefined && asked.root !== root_hash) return 'root_mismatch';
  return asked.namespace !== undefined && asked.namespace !== namespace ? 'namespace_mismatch' : 'valid';
}

async function* none(): AsyncGenerator<never> {}
