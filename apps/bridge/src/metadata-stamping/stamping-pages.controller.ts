import { Body, Controller, Headers, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PayloadClass, Refusal } from '#contracts';
import { documented, payloadSchema, RequestId, Roles, TakesBody } from '#http';
import { normalised, stamped, type StampRow, type StampType } from '#stamping';
import { correlationOf } from './asked';
import { batchOf, batchView, type BatchItem } from './batch';
import { BatchBody, ProtocolBody, StampBody, ValidateBody } from './bodies';
import { requireBytes, toRequest } from './content';
import { HttpStamping } from './http-stamping';
import { CONTENT_BODY, MAX_CONTENT_BYTES } from './limits';
import { performanceOf } from './performance';
import { complianceOf, validationOf } from './judge';
import { readBody } from './read-body';
import { notValid } from './refusals';
import { keptMetadata, metadataOf, stampOf, type KeptMetadata } from './stamp-facts';
import { StampingErrors } from './stamping-errors.interceptor';
import { BatchView, ProtocolView, StampView, ValidationView } from './views';
import { success, Wraps, type Wrapped } from './wrapped';

/** As the class says it, which the body is held to. */
const Takes = (type: PayloadClass) => documented(({ ApiBody }) => ApiBody({ schema: payloadSchema(type) }));

/** Stamping and checking for clients of the Python service: the same paths, fields, limits and codes. */
@Controller('api/v1/metadata-stamping')
@ApiTags('metadata stamping')
@UseInterceptors(StampingErrors)
export class StampingPagesController {
  constructor(private readonly stamping: HttpStamping) {}

  /** Stamps a content; one that is stamped already has that stamp. */
  @Post('stamp')
  @HttpCode(200)
  @TakesBody(CONTENT_BODY)
  @Takes(StampBody)
  @Wraps(StampView, 400, 413, 422)
  async stamp(
    @Body() sent: object,
    @Headers('x-correlation-id') correlation: string | undefined,
    @RequestId() requestId: string,
  ): Promise<Wrapped<StampView>> {
    const started = performance.now();
    const body = readBody(StampBody, sent);
    const bytes = requireBytes('content', body.content);
    const said = keptMetadata(body);
    const request = toRequest(normalised(body.content), body);
    const ended = await this.stamping.stamp({ request, metadata: said }, correlationOf(correlation, requestId));
    if ('refusal' in ended) throw notValid(fieldOf(ended.refusal), ended.refusal.message);
    const view = stampView(ended.row, body.content, said);
    return success({ ...view, performance_metrics: performanceOf(started, bytes) }, 'Metadata stamp created', {
      namespace: view.namespace,
      protocol_version: said.protocol_version,
      operation: 'create_stamp',
      ...(ended.row.signature !== undefined && { signature: ended.row.signature }),
    });
  }

  /** Stamps up to 10,000 contents of 100 MiB together: each fails or succeeds by itself, none is stored where the database fails. */
  @Post('batch')
  @HttpCode(200)
  @TakesBody(CONTENT_BODY)
  @Takes(BatchBody)
  @Wraps(BatchView, 400, 413, 422)
  async batch(
    @Body() sent: object,
    @Headers('x-correlation-id') correlation: string | undefined,
    @RequestId() requestId: string,
  ): Promise<Wrapped<BatchView>> {
    const started = performance.now();
    const body = readBody(BatchBody, sent);
    const items = await batchOf(body, MAX_CONTENT_BYTES);
    const good = items.filter((item): item is Extract<BatchItem, { toStamp: object }> => 'toStamp' in item);
    const ended = await this.stamping.stampBatch(
      good.map(({ toStamp }) => toStamp),
      correlationOf(correlation, requestId),
      items.length - good.length,
    );
    const outcomes = new Map(good.map((item, index) => [item as BatchItem, ended[index]!]));
    return batchView(items, outcomes, body, started);
  }

  /** Whether all stamps in a text are those of its content. */
  @Post('validate')
  @HttpCode(200)
  @Roles('reader')
  @TakesBody(CONTENT_BODY)
  @Takes(ValidateBody)
  @Wraps(ValidationView, 400, 413, 422)
  async validate(@Body() sent: object): Promise<Wrapped<ValidationView>> {
    const started = performance.now();
    const { content, options, namespace } = readBody(ValidateBody, sent);
    const bytes = requireBytes('content', content);
    const found = await validationOf(content, options?.expected_hash ?? null);
    const view = { ...found, performance_metrics: performanceOf(started, bytes) };
    return success(view, found.stamps_found === 0 ? 'No stamps found in content' : 'Stamp validation completed', {
      namespace,
      validation_summary: { valid: view.is_valid, stamps_found: view.stamps_found },
      operation: 'validate_stamps',
    });
  }

  /** Whether a text has stamps as the protocol wants them. */
  @Post('validate-protocol')
  @HttpCode(200)
  @Roles('reader')
  @TakesBody(CONTENT_BODY)
  @Takes(ProtocolBody)
  @Wraps(ProtocolView, 413, 422)
  async validateProtocol(@Body() sent: object): Promise<Wrapped<ProtocolView>> {
    const started = performance.now();
    const { content, target_protocol, validation_level, namespace } = readBody(ProtocolBody, sent);
    const bytes = requireBytes('content', content);
    const validation_result = await complianceOf(content, validation_level ?? 'strict');
    const view = { validation_result, performance_metrics: performanceOf(started, bytes) };
    return success(view, `Protocol validation completed: ${validation_result.compliance_level} compliance`, {
      namespace,
      target_protocol,
      validation_level,
      operation: 'validate_protocol',
    });
  }
}

function fieldOf({ details }: Refusal): string {
  return details[0]?.path.slice(1).replaceAll('/', '.') ?? 'content';
}

function stampView(row: StampRow, content: string, said: KeptMetadata): Omit<StampView, 'performance_metrics'> {
  const type: StampType = said.stamp_type;
  const stamp = stampOf(row, type, said);
  const kept = row.metadata == null ? said : metadataOf(row);
  return {
    success: true,
    stamp_id: row.uid,
    file_hash: row.blake3_hash,
    stamped_content: stamped(type, content, stamp),
    stamp,
    stamp_type: type,
    created_at: row.stamped_at.toISOString(),
    op_id: kept.op_id,
    namespace: row.namespace,
    version: kept.version,
    metadata_version: kept.metadata_version,
  };
}
