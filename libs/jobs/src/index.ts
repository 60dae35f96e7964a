export { DatabasePolicy } from './database-policy';
export { JobHandlers } from './job-handlers';
export { JobReason, RATE_FIELD, REASON } from './job-bodies';
export { JobRequests, type Asked, type By } from './job-requests';
export { jobView, JobView } from './job-views';
export { JobsModule } from './jobs.module';
export { openSequence } from './open-sequence';
export { WorkerJobs } from './worker-jobs';
export { WorkerOutbox } from './worker-outbox';
