export { openDatabase, type Database, type DatabaseOptions, type Query } from './database';
export { classifyDatabaseError, type DatabaseErrorKind } from './classify-database-error';
export { migrate, MigrationError } from './migrate';
export { MIGRATIONS, type Migration } from './migrations';
export { StampTable, type StampDraft, type StampKey, type StampRow } from './stamp-table';
export { Inbox } from './inbox';
export { DeadLetterTable } from './dead-letter-table';
export type {
  DeadLetterFilter,
  DeadLetterRow,
  DeadLetterStatus,
  Decision,
  OpenCount,
  StoredDeadLetter,
} from './dead-letter-row';
export { LearnedNodeTable, type LearnedNodeChanges, type LearnedNodeRow } from './learned-node-table';
export { AlertTable, type FiringAlert } from './alert-table';
export { Retention, trim, type RetentionOptions } from './retention';
export { TABLES, tablesOf, type AgingTable, type TableName, type TableOwner } from './tables';
export { EventStore, type EventStoreOptions } from './event-store';
