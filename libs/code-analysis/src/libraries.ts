import type { CodeLanguage } from '#contracts';
import { readKnowledge } from '#knowledge';

export const IO_KINDS = ['http', 'database', 'queue', 'file', 'process', 'cache', 'llm'] as const;
export type IoKind = (typeof IO_KINDS)[number];

export interface System {
  readonly io: IoKind;
  readonly name: string;
}

interface Row {
  readonly io: IoKind;
  readonly system: string;
  readonly modules: string;
}

const ROWS = readKnowledge('code-analysis', 'libraries') as Readonly<Record<'python' | 'script', readonly Row[]>>;

const TABLES: Readonly<Record<CodeLanguage, ReadonlyMap<string, System>>> = {
  python: tableOf(ROWS.python),
  typescript: tableOf(ROWS.script),
  javascript: tableOf(ROWS.script),
};

function tableOf(rows: readonly Row[]): ReadonlyMap<string, System> {
  return new Map(
    rows.flatMap(({ io, system, modules }) => modules.split(' ').map((module) => [module, { io, name: system }])),
  );
}

const LONGEST_PATH = 200;

/** The system behind a module or something inside it: of `asyncpg.Pool.fetch` PostgreSQL. */
export function systemOf(language: CodeLanguage, path: string): System | undefined {
  const table = TABLES[language];
  for (let end = Math.min(path.length, LONGEST_PATH); end > 0; end = path.lastIndexOf('.', end - 1)) {
    const system = table.get(path.slice(0, end));
    if (system !== undefined) return system;
  }
  return undefined;
}
