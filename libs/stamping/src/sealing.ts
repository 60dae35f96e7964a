import { emailsIn, type PersonalData } from '#personal-data';
import type { StampDraft, StampKey, StampRow } from './stamps';

export interface Sealing {
  readonly personal: PersonalData;
  readonly now: () => Date;
}

/** Of a draft for somebody the path is sealed: it tells whose file it is. */
export async function sealDrafts(drafts: readonly StampDraft[], sealing?: Sealing): Promise<readonly StampDraft[]> {
  if (sealing?.personal.masters === undefined) return drafts;
  const { personal, now } = sealing;
  const about = drafts.flatMap((draft) => {
    const subjects = new Set([...(draft.subjects ?? []), ...emailsIn(draft.file_path ?? '')]);
    return draft.file_path === null || subjects.size === 0 ? [] : [{ draft, subjects, path: draft.file_path }];
  });
  if (about.length === 0) return drafts;
  const at = now();
  const sealed = await personal.seal(
    about.map(({ draft, subjects, path }) => ({ subjects, at, parts: [Buffer.from(path)], context: contextOf(draft) })),
  );
  const byDraft = new Map(
    about.map(({ draft }, index) => [draft, { ...draft, file_path: null, sealed: sealed[index]!.envelope }]),
  );
  return drafts.map((draft) => byDraft.get(draft) ?? draft);
}

/** Stamps with their paths, where the keys of those whose files they are of are still there. */
export async function openStamps<Row extends StampRow | undefined>(
  rows: readonly Row[],
  sealing?: Sealing,
): Promise<readonly Row[]> {
  const sealed = rows.flatMap((row) => (row?.sealed ? [{ row, envelope: row.sealed, context: contextOf(row) }] : []));
  if (sealed.length === 0 || sealing === undefined) return rows;
  const opened = await sealing.personal.open(sealed);
  const paths = new Map(sealed.map(({ row }, index) => [row, opened[index]!]));
  return rows.map((row) => {
    const parts = row && paths.get(row);
    return parts === undefined || typeof parts === 'string' ? row : { ...row, file_path: String(parts[0]) };
  });
}

function contextOf({ namespace, blake3_hash }: StampKey): Buffer {
  return Buffer.from(`stamp ${namespace} ${blake3_hash}`);
}
