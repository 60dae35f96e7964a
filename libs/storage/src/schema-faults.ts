import { checkTables } from './check-tables';
import type { Query } from './database';
import { checkSchema } from './migrate';
import { tablesOf, type StorageModule } from './module';

export interface SchemaFault {
  readonly kind: 'schema' | 'rights';
  readonly message: string;
}

/** What keeps programs with these modules from working on the schema that is there; tables still to be made are none. */
export async function schemaFaults(query: Query, modules: readonly StorageModule[]): Promise<readonly SchemaFault[]> {
  const faults: SchemaFault[] = [];
  for (const module of modules) {
    const message = await reasonOf(checkSchema(query, [module]));
    if (message !== undefined) faults.push({ kind: 'schema', message });
  }
  const message = await reasonOf(checkTables(query, await existing(query, modules)));
  if (message?.startsWith('the privilege') === true) faults.push({ kind: 'rights', message });
  return faults;
}

async function existing(query: Query, modules: readonly StorageModule[]) {
  const tables = tablesOf(modules);
  const rows = await query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL',
    [tables.map(([name]) => name)],
  );
  const there = new Set(rows.map(({ name }) => name));
  return tables.filter(([name]) => there.has(name));
}

async function reasonOf(check: Promise<void>): Promise<string | undefined> {
  try {
    await check;
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || 'code' in error) throw error;
    return error.message;
  }
}
