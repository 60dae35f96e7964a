import { CATALOG, checkOf, isObject, publishedSchema, schemaFileOf, type CatalogEntry } from '#contracts';
import { versionStep } from '#schema-evolution';
import { columns } from './columns';
import { EXIT } from './failure';
import { filesIn } from './contracts-check';
import { oneLine } from './printable';
import type { Session } from './session';

export interface VerifyContracts {
  /** Folder with the schema files. */
  readonly dir: string;
}

interface Fault {
  readonly file: string;
  readonly reason: string;
}

/** `omni contracts verify`: whether the schema files say what this program's own contracts say. */
export async function verifyContracts({ dir }: VerifyContracts, session: Session): Promise<number> {
  const faults = faultsIn(await filesIn(dir));
  await session.print(
    session.json
      ? JSON.stringify({ dir, entries: CATALOG.length, faults })
      : [
          ...(faults.length === 0 ? [] : [columns(faults.map(({ file, reason }) => [oneLine(file), reason]))]),
          `${CATALOG.length} entries of the catalog: ${faults.length === 0 ? 'all files agree' : `${faults.length} faults`}`,
        ].join('\n\n'),
  );
  return faults.length === 0 ? EXIT.ok : EXIT.no;
}

/** Files by name to what is wrong with them; nothing where every entry has its file and every file its entry. */
export function faultsIn(files: ReadonlyMap<string, string>): readonly Fault[] {
  const entries = new Map(CATALOG.map((entry) => [schemaFileOf(entry), entry]));
  const stray = [...files.keys()].filter((file) => !entries.has(file));
  return [
    ...[...entries].flatMap(([file, entry]) => {
      const reason = faultOf(entry, files.get(file));
      return reason === null ? [] : [{ file, reason }];
    }),
    ...stray.map((file) => ({ file, reason: 'the catalog has no such entry' })),
  ];
}

function faultOf(entry: CatalogEntry, text: string | undefined): string | null {
  if (text === undefined) return 'the file is missing';
  const file = parsed(text);
  if (!isObject(file)) return 'it is no JSON object';
  if (file['x-version'] !== entry.version) return `x-version is not ${entry.version}`;
  const step = versionStep(file, publishedSchema(entry.payload));
  if (step === 'minor' || step === 'major') return `the code says something else (a ${step} change)`;
  return checkOf(entry.payload)(entry.sample).length === 0 ? null : 'the sample does not conform';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
