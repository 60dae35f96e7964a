export { Intelligence } from './intelligence';
export { Learning } from './learning/learning';
export { Memory } from './learning/memory';
export { LEAST_QUALITY } from './learning/node-summary';
export type { LearnedNodeChanges, LearnedNodeRow, LearnedNodes } from './learning/remembered-nodes';
export { SimilarNodes } from './learning/similar-nodes';
export { AnswerCache } from './threads/answer-cache';
export {
  type Job,
  JOB_OPERATIONS,
  type JobDone,
  type JobOf,
  type JobOperation,
  readsRequirements,
  SAMPLE_JOBS,
} from './threads/jobs';
export { UnwantedJobError, WorkerPool } from './threads/worker-pool';
export { WORKER_SCRIPT } from './threads/worker-script';
