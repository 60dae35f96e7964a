import {
  canonicalPayload,
  definitionOf,
  operationsOnlyOf,
  type OperationOnlyOf,
  type Outcome,
  type RequestOf,
  type Results,
} from '#contracts';
import { contentKind } from '#text';
import type { FoundNodes } from '#code-patterns';
import type { NodeSummary } from '../learning/node-summary';

/** The operations that worker threads do. */
export const JOB_OPERATIONS = operationsOnlyOf('intelligence');
export type JobOperation = OperationOnlyOf<'intelligence'>;

/** A request of an operation, as the pipeline decoded it. */
export interface JobOf<O extends JobOperation> {
  readonly operation: O;
  readonly request: RequestOf<O>['payload'];
}

export type Job = { [O in JobOperation]: O extends 'pattern' ? PatternJob : JobOf<O> }[JobOperation];

/** What the learned nodes have to say comes with the job: threads learn nothing. */
export interface PatternJob extends JobOf<'pattern'> {
  readonly similar: FoundNodes;
}

export type JobOutcome<O extends JobOperation = JobOperation> = Outcome<Results[O]>;

export interface JobDone {
  readonly outcome: JobOutcome;
  /** A node that is worth remembering. */
  readonly summary?: NodeSummary;
}

/** Whether a job needs the language model of requirements. */
export function readsRequirements(job: Job): boolean {
  if (job.operation !== 'analyze') return false;
  const { prd_content: text, code_content: code } = job.request;
  return (code ?? undefined) === undefined && contentKind(text ?? '') === 'document';
}

/** One of each operation. */
export const SAMPLE_JOBS: readonly Job[] = JOB_OPERATIONS.map((operation) => {
  const request = canonicalPayload(operation, definitionOf(operation).request.sample);
  return { operation, request, similar: { nodes: [], total: 0 } } as unknown as Job;
});
