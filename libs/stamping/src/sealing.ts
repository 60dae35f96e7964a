import type { JsonObject } from '#contracts';
import type { PersonalData } from '#personal-data';
import type { StampDraft, StampKey, StampRow } from './stamps';

export interface Sealing {
  readonly personal: PersonalData;
  readonly now: () => Date;
}

/** Of a draft for somebody path and metadata are sealed: they tell whose file it is. */
export async function sealDrafts(drafts: readonly StampDraft[], sealing?: Sealing): Promise<readonly StampDraft[]> {
  if (sealing?.personal.masters === undefined) return drafts;
  const { personal, now } = sealing;
  const about = drafts.flatMap((draft) => {
    const parts = partsOf(draft);
    const subjects = new Set([
      ...(draft.subjects ?? []),
      ...parts.flatMap((part) => [...personal.subjectsOf(textOf(part))]),
    ]);
    return parts.length === 0 || subjects.size === 0 ? [] : [{ draft, subjects, parts }];
  });
  if (about.length === 0) return drafts;
  const at = now();
  const sealed = await personal.seal(
    about.map(({ draft, subjects, parts }) => ({
      subjects,
      at,
      parts: parts.map((part) => Buffer.from(part)),
      context: contextOf(draft),
    })),
  );
  const byDraft = new Map(
    about.map(({ draft }, index) => [
      draft,
      { ...draft, file_path: null, metadata: null, sealed: sealed[index]!.envelope },
    ]),
  );
  return drafts.map((draft) => byDraft.get(draft) ?? draft);
}

function textOf(part: string): Parameters<PersonalData['subjectsOf']>[0] {
  return { topic: '', key: null, value: Buffer.from(part), headers: null };
}

/** Path, and metadata where there is any; nothing where there is neither. */
function partsOf({ file_path, metadata = null }: StampDraft): readonly string[] {
  if (metadata === null) return file_path === null ? [] : [file_path];
  return [file_path ?? '', JSON.stringify(metadata)];
}

/** Stamps with their paths and metadata, where the keys of those whose files they are of are still there. */
export async function openStamps<Row extends StampRow | undefined>(
  rows: readonly Row[],
  sealing?: Sealing,
): Promise<readonly Row[]> {
  const sealed = rows.flatMap((row) => (row?.sealed ? [{ row, envelope: row.sealed, context: contextOf(row) }] : []));
  if (sealed.length === 0 || sealing === undefined) return rows;
  const opened = await sealing.personal.open(sealed);
  const parts = new Map(sealed.map(({ row }, index) => [row, opened[index]!]));
  return rows.map((row) => {
    const found = row && parts.get(row);
    if (found === undefined || typeof found === 'string') return row;
    const [path, metadata] = found.map(String);
    return { ...row, file_path: path || null, metadata: metadata ? (JSON.parse(metadata) as JsonObject) : null };
  });
}

function contextOf({ namespace, blake3_hash }: StampKey): Buffer {
  return Buffer.from(`stamp ${namespace} ${blake3_hash}`);
}
