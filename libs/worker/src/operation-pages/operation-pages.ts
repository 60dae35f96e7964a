import { applyDecorators, Body, Controller, HttpCode, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  definitionOf,
  HOME_STYLES,
  MAX_MESSAGE_BYTES,
  operationsServedBy,
  type Operation,
  type TopicStyle,
  type Worker,
} from '#contracts';
import { choiceKind, documented, Field, payloadSchema, RequestId, TakesBody } from '#http';
import { DatabaseProblems } from '../database-problems';
import { OperationAnswers } from './operation-answers';

type Pages = new (answers: OperationAnswers) => object;

/** The field set of an answer differs by style, as it does on the bus. */
class OperationQuery {
  @Field(choiceKind(HOME_STYLES), {
    optional: true,
    default: HOME_STYLES[0],
    description: 'The style of topics whose answer it is: `underscored` has the fields of the guide alone.',
  })
  style?: TopicStyle;
}

/** A controller with `POST /api/v1/{operation}` for all that the worker answers on the bus. */
export function operationPages(worker: Worker): Pages {
  @Controller('api/v1')
  @ApiTags('operations')
  @UseInterceptors(DatabaseProblems)
  class OperationPages {
    constructor(readonly answers: OperationAnswers) {}
  }
  for (const operation of operationsServedBy(worker)) addPage(OperationPages, operation);
  return OperationPages;
}

const PROBLEM = { $ref: '#/components/schemas/ProblemDto' };

interface Answering {
  readonly answers: OperationAnswers;
}

function addPage({ prototype }: { readonly prototype: object }, operation: Operation): void {
  async function answer(
    this: Answering,
    body: Buffer,
    { style = HOME_STYLES[0] }: OperationQuery,
    requestId: string,
    request: Request,
    response: Response,
  ): Promise<string> {
    return this.answers.answer({ operation, style, body, requestId }, request, response);
  }
  // Nest and its documentation know a handler by its name.
  Object.defineProperty(answer, 'name', { value: operation });
  Object.defineProperty(prototype, operation, { value: answer, configurable: true, writable: true });
  Reflect.defineMetadata('design:paramtypes', [Buffer, OperationQuery, String, Object, Object], prototype, operation);
  const parameters = [Body(), Query(), RequestId(), Req(), Res({ passthrough: true })];
  for (const [index, parameter] of parameters.entries()) parameter(prototype, operation, index);
  const described = applyDecorators(
    Post(operation.replaceAll('_', '-')),
    HttpCode(200),
    TakesBody({ as: 'bytes', maxBytes: MAX_MESSAGE_BYTES }),
    ...documentation(operation),
  );
  described(prototype, operation, Object.getOwnPropertyDescriptor(prototype, operation) as PropertyDescriptor);
}

/** From the classes that the payloads are held to. */
function documentation(operation: Operation): MethodDecorator[] {
  const { request, response } = definitionOf(operation);
  const reply = payloadSchema(response.payload);
  const refused = {
    description:
      'Refused: a reply with `error`, its code also in `X-Error-Code`; or what is wrong with the HTTP request.',
    content: { 'application/json': { schema: reply }, 'application/problem+json': { schema: PROBLEM } },
  };
  return [
    documented(({ ApiOperation }) => ApiOperation({ operationId: operation, summary: request.summary })),
    documented(({ ApiBody }) =>
      ApiBody({
        description: 'The payload, or a message with it in any envelope; the answer has the same.',
        schema: { ...payloadSchema(request.payload), example: request.sample },
      }),
    ),
    documented(({ ApiOkResponse }) => ApiOkResponse({ description: response.summary, schema: reply })),
    ...[400, 413, 422].map((status) => documented(({ ApiResponse }) => ApiResponse({ status, ...refused }))),
  ];
}
