import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { routeOf, type InboundRecord, type Operation, type RefusalCode, type TopicStyle } from '#contracts';
import { Bus, BusUnavailableError, StoppedError } from '#event-bus';
import { busy, Problem } from '#http';
import { safeText } from '#redaction';
import { WorkerRuntime } from '../worker-runtime';

/** What a request brings along besides its body. */
export interface Asked {
  readonly operation: Operation;
  readonly style: TopicStyle;
  /** As it came: whatever the bus would take. */
  readonly body: Buffer;
  /** Of the HTTP request; the correlation id where neither body nor header has one. */
  readonly requestId: string;
}

const RETRY_AFTER_SECONDS = 5;

/** Not a matter of what the payload says: these are about the message as such. */
const BAD_MESSAGE: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'empty_value',
  'invalid_utf8',
  'invalid_json',
  'not_an_object',
  'too_deep',
  'unsupported_version',
  'unknown_event_type',
  'response_on_request_topic',
  'missing_correlation_id',
  'invalid_id',
]);
const TOO_LARGE: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'message_too_large',
  'code_too_large',
  'content_too_large',
]);

/** Answers what the bus would: the same steps, the same handlers, the same reply to the byte, errors too. */
@Injectable()
export class OperationAnswers {
  constructor(
    private readonly bus: Bus,
    private readonly runtime: WorkerRuntime,
  ) {}

  /** The value of the reply; status and headers say the rest. */
  async answer(asked: Asked, request: Request, response: Response): Promise<string> {
    const { reply, rejection } = await this.#ask(this.#recordOf(asked, request));
    const refusal = rejection?.refusal;
    if (rejection !== null && rejection.category !== 'contract') throw rejection.cause ?? new Error(refusal?.message);
    if (reply === null) throw unanswered(refusal);
    const { 'x-error-code': code, 'x-error-message': message } = reply.headers ?? {};
    response.status(refusal === undefined ? 200 : statusOf(refusal.code)).type('application/json');
    response.set('X-Correlation-Id', encodeURI(String(reply.key).toWellFormed()));
    if (code !== undefined) response.set({ 'X-Error-Code': String(code), 'X-Error-Message': String(message) });
    return String(reply.value);
  }

  async #ask(record: InboundRecord) {
    try {
      return await this.bus.answer(record);
    } catch (error) {
      if (error instanceof StoppedError) {
        throw busy('unavailable', 'The worker takes no requests now.', RETRY_AFTER_SECONDS, error);
      }
      if (!(error instanceof BusUnavailableError)) throw error;
      const reason = `What the request causes cannot be published now: ${safeText(error.message)}`;
      throw busy('broker_unavailable', reason, RETRY_AFTER_SECONDS, error);
    }
  }

  /** As if it had come by the bus, with an id of its own: asking again is another request. */
  #recordOf({ operation, style, body, requestId }: Asked, { headers }: Request): InboundRecord {
    const { origin } = this.runtime;
    const correlationId = headers['x-correlation-id'];
    return {
      topic: routeOf(operation, style).request,
      partition: 0,
      offset: '0',
      timestamp: origin.now().getTime(),
      key: Buffer.from(requestId),
      value: body,
      headers: {
        event_id: Buffer.from(origin.newId()),
        ...(typeof correlationId === 'string' && { 'x-correlation-id': Buffer.from(correlationId) }),
      },
    };
  }
}

function statusOf(code: RefusalCode): number {
  if (BAD_MESSAGE.has(code)) return 400;
  return TOO_LARGE.has(code) ? 413 : 422;
}

function unanswered(refusal: { readonly code: RefusalCode; readonly message: string } | undefined): Problem {
  if (refusal === undefined) return new Problem(404, 'other_service', 'This is for another service to answer.');
  return new Problem(statusOf(refusal.code), refusal.code, `${refusal.message}.`);
}
