import { IsBoolean, IsIn, IsObject, IsOptional } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { ONEX_NODE_TYPES, type OnexNodeType } from '../../payloads/onex';
import { Count, Measure, Nested, Text } from '../../payloads/rules';

/** Run one node. The architecture document names the topic and gives no payload; this shape is ours. */
export class NodeInvokeRequest {
  /** The kind of node. */
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType;

  /** The name of the node. */
  @Text()
  node_name!: string;

  /** What the node gets. */
  @IsOptional()
  @IsObject()
  input?: Record<string, unknown>;

  /** How long it may take, in milliseconds. */
  @IsOptional()
  @Count()
  timeout_ms?: number;
}

/** What the node returned. Type and name are `null`, and `error` says why, where the request was refused. */
export class NodeInvokeResponse {
  /** The kind of node, as it was asked for. */
  @IsOptional()
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType | null;

  /** The name of the node, as it was asked for. */
  @IsOptional()
  @Text()
  node_name!: string | null;

  /** Whether it ran to its end. */
  @IsBoolean()
  success!: boolean;

  /** Empty where the node failed. */
  @IsObject()
  result!: Record<string, unknown>;

  /** How long it ran, in milliseconds. */
  @Measure()
  duration_ms!: number;

  /** Why it did not run, or failed. */
  @IsOptional()
  @Nested(() => ErrorBody)
  error?: ErrorBody | null;
}
