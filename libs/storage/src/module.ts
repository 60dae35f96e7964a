type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** One step of a module's schema. Once released it is never edited: `migrate` refuses a step whose text has changed. */
export interface Migration {
  /** 1, 2, 3 … without gaps, in its module. */
  readonly version: number;
  readonly name: string;
  /** Statements valid on PostgreSQL 15 and later, allowed inside a transaction. */
  readonly sql: string;
  /**
   * The last step of the module that a program must know to run on the schema after this one. Steps that only add
   * (expand) do not say it, and every older program goes on; one that takes away or changes (contract) names the step
   * that brought what is used in its place.
   */
  readonly requires?: number;
}

/** Rows go at an age: which are older than `$1` seconds, and how many go at once, so that no lock is held for long. */
export interface KeptByAge {
  readonly by: 'age';
  /** Tells the rows of one step apart. */
  readonly key: 'ctid' | 'id';
  /** Asked again of a row that was changed meanwhile. */
  readonly old: string;
  readonly step: number;
}

/**
 * Rows go by months: the table is partitioned by ranges of a column, each month (UTC) has a partition of its own that is
 * made ahead, and one that is older than allowed is dropped as a whole.
 */
export interface KeptByMonth {
  readonly by: 'month';
  /** Statements for a new partition, such as unique indexes, which a partitioned table cannot have across its partitions. */
  readonly onNew: (partition: string) => readonly string[];
}

export interface TableFacts {
  /** What the work of its module needs, and the health of an app asks for. */
  readonly needs: readonly Privilege[];
  /** What removes rows, or why nothing does. */
  readonly kept: KeptByAge | KeptByMonth | { readonly by: 'capacity' } | { readonly forEver: string };
}

/** The tables of one subject, which own their rows, and how they came to be. The apps say which modules they use. */
export interface StorageModule {
  readonly name: string;
  readonly tables: Readonly<Record<string, TableFacts>>;
  readonly migrations: readonly Migration[];
}

/** The tables of these modules by name. */
export function tablesOf(modules: readonly StorageModule[]): readonly (readonly [name: string, facts: TableFacts])[] {
  return modules.flatMap(({ tables }) => Object.entries(tables));
}
