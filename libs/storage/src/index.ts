export { openDatabase, type Database, type DatabaseOptions, type Query } from './database';
export { classifyDatabaseError, type DatabaseErrorKind } from './classify-database-error';
export { copyOut } from './copy-out';
export { binaryColumn } from './binary-array';
export { grouped, GROUP_LIMITS, type GroupLimits } from './grouped';
export { PollingLoop } from './polling-loop';
export { storableKey } from './storable-key';
export { storableText } from './storable-text';
export type { KeptByAge, KeptByMonth, Migration, StorageModule, TableFacts } from './module';
export { SCHEMA_TABLES } from './schema-tables';
export { schemaFaults, type SchemaFault } from './schema-faults';
export { FORMER_STEPS } from './former-steps';
export { migrate, MigrationError } from './migrate';
export { Retention, trim, type RetentionOptions } from './retention';
export { areInInbox, finishInInbox, Inbox, INBOX, type InboxKey } from './inbox';
export { enqueue, forgetSent, OUTBOX, OutboxError } from './outbox';
export { OutboxRelay, type OutboxRelayOptions, type OutboxWaiting } from './outbox-relay';
export { Storage, type StorageOptions } from './storage';
export type { Condition } from './jobs/condition';
export { JOBS } from './jobs/jobs-module';
export type { Job, JobDraft, JobState, Progress } from './jobs/job';
export { cancelJob, createJob, findJob, listJobs, resumeJob, setJobRate, type JobPlace } from './jobs/jobs';
export { JobFailedError, JobRunner, type JobHandler, type JobRunnerOptions } from './jobs/job-runner';
export { JobCancelledError, LeaseLostError, type RunningJob } from './jobs/running-job';
export { chosenRows, rowsInRange, type Place, type Range, type RecordSource } from './jobs/record-source';
export {
  republish,
  SEQUENCE_PREFIX,
  sentAgain,
  type KeptRecord,
  type Mark,
  type RepublishingJob,
  type Republished,
  type RepublishParts,
  type Sendable,
  type SentPlace,
  type SentTo,
  type SequenceSender,
} from './jobs/republish';
