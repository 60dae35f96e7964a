import { IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import { Measure, Text, Texts } from './rules';

/** Node types in both cases: the source documents write lower case, the framework's own code upper (wire-facts 1.5). */
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
  /** The kind of node. */
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  /** The name of the node. */
  @Text()
  node_name!: string;

  /** The node's contract, as its author wrote it. */
  @IsObject()
  contract!: Record<string, unknown>;
}

export class NodeCompletedEvent {
  /** The kind of node. */
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  /** The name of the node. */
  @IsOptional()
  @Text()
  node_name?: string;

  /** What it returned. */
  @IsObject()
  result!: Record<string, unknown>;

  /** How long it ran, in milliseconds. */
  @Measure()
  duration_ms!: number;
}

export class NodeFailedEvent {
  /** The kind of node. */
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  /** The name of the node. */
  @Text()
  node_name!: string;

  /** `code` and `message` where the sender follows the framework's errors; nothing is prescribed. */
  @IsObject()
  error!: Record<string, unknown>;

  /** Where it failed. */
  @IsOptional()
  @IsString()
  stack_trace?: string | null;
}

export class WorkflowStateEvent {
  /** The id of the workflow. */
  @Text()
  workflow_id!: string;

  /** Where it stands. */
  @Text()
  state!: string;

  /** Names of nodes, in the order they finished. */
  @Texts()
  nodes_completed!: string[];
}
