import { CATALOG } from './catalog/catalog';
import type { Operation } from './operations';
import { HealthCheckRequest, HealthCheckResponse } from './payloads/infra';
import { AnalyzeRequest, MixinRequest, PatternRequest } from './payloads/codegen';
import {
  CodegenAnalysisResponse,
  CodegenMixinResponse,
  CodegenPatternResponse,
  CodegenValidationResponse,
} from './payloads/codegen-responses';
import {
  BatchStampRequest,
  BatchStampResponse,
  StampRequest,
  StampResponse,
  VerifyRequest,
  VerifyResponse,
} from './payloads/stamp';
import { ValidateRequest } from './payloads/validate';
import { CodeAnalysisCompleted } from './payloads/code-analysis';
import { compileCheck, type Check, type PayloadClass } from './schemas';
import type { Route } from './topics';

/** What a handler of each operation receives. */
export interface RequestPayloads {
  validate: ValidateRequest;
  analyze: AnalyzeRequest;
  pattern: PatternRequest;
  mixin: MixinRequest;
  stamp: StampRequest;
  batch_stamp: BatchStampRequest;
  verify: VerifyRequest;
  health_check: HealthCheckRequest;
}

export const REQUEST_PAYLOADS: { readonly [O in Operation]: PayloadClass<RequestPayloads[O]> } = {
  validate: ValidateRequest,
  analyze: AnalyzeRequest,
  pattern: PatternRequest,
  mixin: MixinRequest,
  stamp: StampRequest,
  batch_stamp: BatchStampRequest,
  verify: VerifyRequest,
  health_check: HealthCheckRequest,
};

/** What the reply to each operation carries, in every dialect. */
export interface ResponsePayloads {
  validate: CodegenValidationResponse;
  analyze: CodegenAnalysisResponse;
  pattern: CodegenPatternResponse;
  mixin: CodegenMixinResponse;
  stamp: StampResponse;
  batch_stamp: BatchStampResponse;
  verify: VerifyResponse;
  health_check: HealthCheckResponse;
}

export const RESPONSE_PAYLOADS: { readonly [O in Operation]: PayloadClass<ResponsePayloads[O]> } = {
  validate: CodegenValidationResponse,
  analyze: CodegenAnalysisResponse,
  pattern: CodegenPatternResponse,
  mixin: CodegenMixinResponse,
  stamp: StampResponse,
  batch_stamp: BatchStampResponse,
  verify: VerifyResponse,
  health_check: HealthCheckResponse,
};

/** What an answer on this route carries. */
export function responsePayloadOf({ fields, operation }: Route): PayloadClass {
  return fields === 'code-analysis' ? CodeAnalysisCompleted : RESPONSE_PAYLOADS[operation];
}

const memo = new Map<PayloadClass, Check>();

/** The compiled check of a DTO class, compiled on first use. */
export function checkOf(payload: PayloadClass): Check {
  let check = memo.get(payload);
  if (check === undefined) {
    check = compileCheck(payload);
    memo.set(payload, check);
  }
  return check;
}

/** Every class a message's payload is held to. */
export const PAYLOAD_CLASSES: readonly PayloadClass[] = [...new Set(CATALOG.map(({ payload }) => payload))];
