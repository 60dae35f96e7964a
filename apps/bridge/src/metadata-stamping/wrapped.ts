import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { JsonObject } from '#contracts';
import { documented } from '#http';
import { ErrorEntryView, RefusalView } from './views';
import type { ErrorEntry } from './refusals';

/** What all these pages answer with. */
export interface Wrapped<Data> {
  readonly status: 'success' | 'error' | 'partial';
  readonly data: Data;
  readonly error: readonly ErrorEntry[] | null;
  readonly message: string | null;
  readonly metadata: JsonObject | null;
}

export function success<Data>(data: Data, message: string, metadata: JsonObject): Wrapped<Data> {
  return { status: 'success', data, error: null, message, metadata };
}

/** The class of a wrapper around such data, for the OpenAPI document. */
export function wrapperOf<Data>(data: Type<Data>): Type<Wrapped<Data>> {
  class Wrapper implements Wrapped<Data> {
    @ApiProperty({ enum: ['success', 'error', 'partial'] }) readonly status!: Wrapped<Data>['status'];
    @ApiProperty({ type: data }) readonly data!: Data;
    @ApiProperty({ type: [ErrorEntryView], nullable: true }) readonly error!: readonly ErrorEntry[] | null;
    @ApiProperty({ type: String, nullable: true }) readonly message!: string | null;
    @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) readonly metadata!: JsonObject | null;
  }
  Object.defineProperty(Wrapper, 'name', { value: `Wrapped${data.name}` });
  return Wrapper;
}

const PROBLEM = { $ref: '#/components/schemas/ProblemDto' };
const DESCRIPTION = 'Refused, as clients of the Python service know it; or as every page refuses.';

/** A page that answers with such data, and refuses with these statuses. */
export function Wraps(data: Type, ...refusals: readonly number[]): MethodDecorator {
  const refusal = { $ref: '#/components/schemas/RefusalView' };
  const content = { 'application/json': { schema: refusal }, 'application/problem+json': { schema: PROBLEM } };
  return applyDecorators(
    documented(({ ApiOkResponse }) => ApiOkResponse({ type: wrapperOf(data) })),
    documented(({ ApiExtraModels }) => ApiExtraModels(RefusalView)),
    ...[...refusals, 503].map((status) =>
      documented(({ ApiResponse }) => ApiResponse({ status, description: DESCRIPTION, content })),
    ),
  );
}
