import { IsBoolean, IsIn, IsObject, IsOptional } from 'class-validator';
import { ErrorBody } from '../../payloads/error-body';
import { ONEX_NODE_TYPES, type OnexNodeType } from '../../payloads/onex';
import { Count, Measure, Nested, Text } from '../../payloads/rules';

/** Run one node. The architecture document names the topic and gives no payload; this shape is ours. */
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

/** What the node returned. Type and name are `null`, and `error` says why, where the request was refused. */
export class NodeInvokeResponse {
  @IsOptional()
  @IsIn(ONEX_NODE_TYPES)
  node_type!: OnexNodeType | null;

  @IsOptional()
  @Text()
  node_name!: string | null;

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
