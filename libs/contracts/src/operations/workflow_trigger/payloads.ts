import { IsBoolean, IsObject, IsOptional } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { Count, Nested, Text } from '../../payloads/rules';

/** Start a workflow. The architecture document names the topic and gives no payload; this shape is ours. */
export class WorkflowTriggerRequest {
  /** Which workflow: see docs/workflows.md. */
  @Text()
  workflow_name!: string;

  /** Chosen by the requester so that asking twice starts one workflow; absent: the orchestrator chooses. */
  @IsOptional()
  @Text()
  workflow_id?: string;

  /** What the workflow gets. */
  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  /** How long it may take as a whole, in milliseconds. */
  @IsOptional()
  @Count()
  timeout_ms?: number;
}

/** Whether the workflow runs; how it goes on is told by `workflow_state` events. */
export class WorkflowTriggerResponse {
  /** `null` where nothing was started. */
  @IsOptional()
  @Text()
  workflow_id!: string | null;

  /** Whether the workflow was started, or had been with this id. */
  @IsBoolean()
  accepted!: boolean;

  /** Where it stands. */
  @Text()
  state!: string;

  /** Why it was not started. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
