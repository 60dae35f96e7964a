type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** The app whose business the rows are. */
export type TableOwner = 'bridge' | 'dlq-monitor' | 'intelligence';

interface TableFacts {
  readonly owner: TableOwner | 'all';
  /** What the owner's work needs, and its health asks for. */
  readonly needs: readonly Privilege[];
  /** What removes rows, or why nothing does. */
  readonly kept: { readonly by: 'age' | 'capacity' } | { readonly forEver: string };
}

/** Every table of the schema. */
export const TABLES = {
  stamps: {
    owner: 'bridge',
    needs: ['SELECT', 'INSERT'],
    kept: { forEver: 'by design: a stamp proves that a content was seen, and must still do so years later' },
  },
  inbox: { owner: 'bridge', needs: ['SELECT', 'INSERT'], kept: { by: 'age' } },
  dead_letters: { owner: 'dlq-monitor', needs: ['SELECT', 'INSERT', 'UPDATE'], kept: { by: 'age' } },
  dead_letter_alerts: {
    owner: 'dlq-monitor',
    needs: ['SELECT', 'INSERT', 'UPDATE'],
    kept: { forEver: 'one row for each dead-letter topic' },
  },
  learned_nodes: {
    owner: 'intelligence',
    needs: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    kept: { by: 'capacity' },
  },
  omninode_migrations: {
    owner: 'all',
    needs: ['SELECT', 'INSERT'],
    kept: { forEver: 'one row for each step of the schema' },
  },
} as const satisfies Readonly<Record<string, TableFacts>>;

export type TableName = keyof typeof TABLES;

/** Tables whose rows go at an age. */
export type AgingTable = {
  [Name in TableName]: (typeof TABLES)[Name]['kept'] extends { readonly by: 'age' } ? Name : never;
}[TableName];

export function tablesOf(owner: TableOwner): TableName[] {
  return (Object.keys(TABLES) as TableName[]).filter((name) => TABLES[name].owner === owner);
}
