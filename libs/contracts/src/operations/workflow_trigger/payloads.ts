import { IsBoolean, IsObject, IsOptional } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { Count, Nested, Text } from '../../payloads/rules';

/** Start a workflow. The architecture document names the topic and gives no payload; this shape is ours. */
export class WorkflowTriggerRequest {
  @Text()
  workflow_name!: string;

  /** Chosen by the requester so that asking twice starts one workflow; absent: the orchestrator chooses. */
  @IsOptional()
  @Text()
  workflow_id?: string;

  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

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

  @IsBoolean()
  accepted!: boolean;

  @Text()
  state!: string;

  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
