import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import { DEFAULT_NAMESPACE } from '#contracts';
import { FileTree, type TreeStamp } from '#stamping';
import type { Arguments } from '../arguments';
import { EXIT } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { showRefused } from '../stamp/each-file';
import { showResults, type Ending } from '../stamp/show-results';
import { namespaceOf } from '../stamp/stamp';
import type { Shown } from '../stamp/tally';
import { cachedFiles } from './cache';
import { Drafts } from './drafts';
import { foundFiles } from './found-files';
import { hashedFiles } from './hashed-files';
import { stampBefore } from './manifest-file';
import { placeOf, type TreePlace } from './place';

/** `omni stamp --tree`: one hash over all files of a folder, and a manifest of them. */
export async function stampTree(typed: Arguments, session: Session): Promise<number> {
  const place = await placeOf(typed);
  const before = await stampBefore(place.manifest);
  const namespace = namespaceOf(typed) ?? before?.namespace ?? DEFAULT_NAMESPACE;
  const drafts = typed.flag('check') ? undefined : await Drafts.open(place);
  const tree = new FileTree();
  const end = async (exitCode: number): Promise<Ending> => {
    const stamp = exitCode === EXIT.ok && tree.count > 0 ? stampOf(tree, namespace, before) : null;
    await drafts?.commit(stamp);
    return ending(place, stamp, before, typed.flag('check'), session);
  };
  try {
    const files = shownFiles(place, typed.flag('rehash'), tree, drafts, session);
    const total = before?.file_count ?? (await count(place, session));
    return await showResults(files, total, typed, session, ({ exit_code }) => end(exit_code));
  } finally {
    await drafts?.discard();
  }
}

async function* shownFiles(
  place: TreePlace,
  readsAll: boolean,
  tree: FileTree,
  drafts: Drafts | undefined,
  session: Session,
): AsyncGenerator<Shown> {
  for await (const file of hashedFiles(place, readsAll ? none() : cachedFiles(place.cache))) {
    if ('error' in file) {
      yield showRefused(file, session);
      continue;
    }
    const { path, blake3_hash, stats, isRead } = file;
    tree.add(file);
    await drafts?.add(file, stats);
    const status = isRead ? 'hashed' : 'unchanged';
    yield { text: '', json: { path, status, blake3_hash }, exitCode: EXIT.ok, counted: status };
  }
}

/** The id stays, and so does the time while the tree is the same. */
function stampOf(tree: FileTree, namespace: string, before: TreeStamp | undefined): TreeStamp {
  const root_hash = tree.root();
  const isSame = before?.root_hash === root_hash && before.namespace === namespace;
  return {
    root_hash,
    file_count: tree.count,
    namespace,
    uid: before?.uid ?? randomUUID(),
    stamp_time: isSame ? before.stamp_time : new Date().toISOString(),
  };
}

function ending(
  { folder, manifest }: TreePlace,
  stamp: TreeStamp | null,
  before: TreeStamp | undefined,
  isCheck: boolean,
  { paint }: Session,
): Ending {
  if (stamp === null) {
    const text = `${paint('red', '✗')} ${oneLine(folder)} is not stamped: it has no files, or some that cannot be read`;
    return { text: [text], json: { tree: { status: 'not_done' } }, exitCode: EXIT.usage };
  }
  const isSame = stamp.stamp_time === before?.stamp_time;
  const status = isSame ? 'unchanged' : isCheck ? 'to_stamp' : 'stamped';
  const name = oneLine(relative(process.cwd(), manifest));
  const text = [...(isSame ? [] : [`${status.replace('_', ' ')} ${name}`]), `root ${stamp.root_hash}`];
  return {
    text,
    json: { tree: { status, manifest, ...stamp } },
    exitCode: status === 'to_stamp' ? EXIT.no : EXIT.ok,
  };
}

/** So that the bar knows how far it has to go. */
async function count(place: TreePlace, session: Session): Promise<number> {
  let files = 0;
  for await (const _ of foundFiles(place)) {
    session.signal.throwIfAborted();
    files += 1;
  }
  return files;
}

async function* none(): AsyncGenerator<never> {}
