import { IsBoolean, IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import { Count, Measure, Nested, Text, Texts } from './rules';
import { ErrorBody } from './error-body';

/** Node types in both cases: the seeds write lower case, the framework's own code upper (wire-facts 1.5). */
export const ONEX_NODE_TYPES = [
  'effect',
  'compute',
  'reducer',
  'orchestrator',
  'EFFECT',
  'COMPUTE',
  'REDUCER',
  'ORCHESTRATOR',
] as const;
export type OnexNodeType = (typeof ONEX_NODE_TYPES)[number];

export class NodeStartedEvent {
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  @Text()
  node_name!: string;

  /** The node's contract, as its author wrote it. */
  @IsObject()
  contract!: Record<string, unknown>;
}

export class NodeCompletedEvent {
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  /** S3 leaves it out. */
  @IsOptional()
  @Text()
  node_name?: string;

  @IsObject()
  result!: Record<string, unknown>;

  @Measure()
  duration_ms!: number;
}

export class NodeFailedEvent {
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  @Text()
  node_name!: string;

  /** `code` and `message` where the sender follows the framework's errors; nothing is prescribed. */
  @IsObject()
  error!: Record<string, unknown>;

  @IsOptional()
  @IsString()
  stack_trace?: string | null;
}

export class WorkflowStateEvent {
  @Text()
  workflow_id!: string;

  @Text()
  state!: string;

  /** Names of nodes, in the order they finished. */
  @Texts()
  nodes_completed!: string[];
}

/** Start a workflow. S1 names the topic and gives no payload; the shape is this project's. */
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

/** Run one node. S1 names the topic and gives no payload; the shape is this project's. */
export class NodeInvokeRequest {
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  @Text()
  node_name!: string;

  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  @IsOptional()
  @Count()
  timeout_ms?: number;
}

export class NodeInvokeResponse {
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  @Text()
  node_name!: string;

  @IsBoolean()
  success!: boolean;

  /** Empty where the node failed. */
  @IsObject()
  result!: Record<string, unknown>;

  @Measure()
  duration_ms!: number;

  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
