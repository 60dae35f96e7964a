import type { PersonalData } from '#personal-data';
import type { Query } from '#storage';
import type { Original } from '../originals';
import type { Seal } from '../sealing';

/** What a job sends in the place of what failed. */
export interface Edit {
  readonly job_id: string;
  readonly dead_letter_id: string;
  /** Where it goes. */
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer;
  /** As `encodeHeaders` writes them. */
  readonly rawHeaders: Buffer;
}

/** What was sent in the place of what failed. */
export interface SentEdit {
  readonly job_id: string;
  readonly at: Date;
  /** `null` where it cannot be read any more. */
  readonly value: Buffer | null;
  /** As `encodeHeaders` writes them. */
  readonly rawHeaders: Buffer;
  readonly seal: Seal;
}

interface Row {
  readonly dead_letter_id: string;
  readonly value: Buffer;
  readonly raw_headers: Buffer;
  readonly sealed: Buffer | null;
}

const STORE = `
INSERT INTO dead_letter_edits (job_id, dead_letter_id, value, raw_headers, sealed, subjects)
VALUES ($1, $2, $3, $4, $5, $6)`;

const READ = `
SELECT dead_letter_id, value, raw_headers, sealed FROM dead_letter_edits
WHERE job_id = $1 AND dead_letter_id = ANY ($2::bigint[])`;

const READ_ALL = `
SELECT job_id, at, dead_letter_id, value, raw_headers, sealed FROM dead_letter_edits
WHERE dead_letter_id = $1 ORDER BY at DESC, job_id LIMIT $2`;

/** Kept beside what failed, so that the difference can be told; encrypted where it is about somebody. */
export async function storeEdit(personal: PersonalData, query: Query, edit: Edit, at: Date): Promise<void> {
  const { job_id, dead_letter_id, topic, key, value, rawHeaders } = edit;
  const subjects = personal.subjectsOf({ topic, key, value, headers: rawHeaders });
  if (personal.masters === undefined || subjects.size === 0) {
    await query(STORE, [job_id, dead_letter_id, value, rawHeaders, null, null]);
    return;
  }
  const context = contextOf(job_id, dead_letter_id);
  const [sealed] = await personal.seal([{ subjects, at, parts: [value, rawHeaders], context }]);
  const nothing = Buffer.alloc(0);
  const { envelope, keyIds } = sealed!;
  await query(STORE, [job_id, dead_letter_id, nothing, nothing, envelope, keyIds.map(String)]);
}

/** The originals with the content that this job sends instead, where it has any. */
export async function withEdits(
  personal: PersonalData,
  query: Query,
  job: string,
  originals: ReadonlyMap<string, Original>,
): Promise<ReadonlyMap<string, Original>> {
  const rows = await query<Row>(READ, [job, [...originals.keys()]]);
  if (rows.length === 0) return originals;
  const edited = new Map(originals);
  for (const row of rows) {
    const original = originals.get(row.dead_letter_id);
    if (original !== undefined)
      edited.set(row.dead_letter_id, { ...original, ...(await contentOf(personal, job, row)) });
  }
  return edited;
}

/** Those of one dead letter, the newest first. */
export async function editsOf(
  personal: PersonalData,
  query: Query,
  id: string,
  limit: number,
): Promise<readonly SentEdit[]> {
  const rows = await query<Row & Pick<SentEdit, 'job_id' | 'at'>>(READ_ALL, [id, limit]);
  return Promise.all(
    rows.map(async ({ job_id, at, ...row }) => {
      const seal = row.sealed === null ? null : 'open';
      const unread = { value: null, rawHeaders: row.raw_headers, seal } as const;
      return { job_id, at, ...unread, ...(await contentOf(personal, job_id, row)) };
    }),
  );
}

async function contentOf(
  personal: PersonalData,
  job: string,
  { dead_letter_id, value, raw_headers, sealed }: Row,
): Promise<Partial<Pick<Original, 'value' | 'rawHeaders' | 'exact' | 'seal'>>> {
  if (sealed === null) return { value, rawHeaders: raw_headers, exact: true };
  const [opened = 'locked'] = await personal.open([{ envelope: sealed, context: contextOf(job, dead_letter_id) }]);
  if (typeof opened === 'string') return { seal: opened };
  const [text = null, headers = null] = opened;
  return { value: text, rawHeaders: headers ?? raw_headers, exact: true };
}

function contextOf(job: string, id: string): Buffer {
  return Buffer.from(`edit of dead letter ${id} by job ${job}`);
}
