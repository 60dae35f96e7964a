import { applyDecorators, Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import {
  routesOf,
  type Ignored,
  type Operation,
  type OutboundRecord,
  type Outcome,
  type Report,
  type RequestOf,
  type Results,
} from '#contracts';
import { throwError, type Observable } from 'rxjs';
import type { DecodeEvent, EventOrder } from '#event-bus';

/** What our decorators leave for the transport strategy, as Nest's pattern extras. */
export type HandlerExtras =
  | { readonly kind: 'request'; readonly operation: Operation }
  | {
      readonly kind: 'event';
      readonly name: string;
      readonly decode: DecodeEvent<unknown>;
      readonly order: EventOrder;
    };

/** Nest would replace an error by "Internal server error"; the pipeline must see the error itself to judge it. */
@Catch()
class RethrowFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Holds a method to the handler's type; one that ignores its argument is fine. */
type Method<Handler> = <Written extends Handler>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Written>,
) => void;

/**
 * Answers one operation, on every request topic it has: `MessagePattern` with the operation's types. What tells how far
 * the work has come is its context (`@Ctx()`).
 */
export function Answers<O extends Operation>(
  operation: O,
): Method<(request: RequestOf<O>, report: Report) => Promise<Outcome<Results[O]> | Ignored>> {
  const extras: HandlerExtras = { kind: 'request', operation };
  const topics = routesOf(operation).map((route) => route.request);
  return applyDecorators(MessagePattern(topics, extras), UseFilters(RethrowFilter));
}

/**
 * Takes in every record of these topics: `EventPattern` with the decoder that makes values of bytes. What the method
 * resolves to is published before the offset of the record is committed.
 */
export function Consumes<Event>(
  name: string,
  topics: readonly string[],
  decode: DecodeEvent<Event>,
  order: EventOrder = 'key',
): Method<(event: Event) => Promise<void | readonly OutboundRecord[]>> {
  const extras: HandlerExtras = { kind: 'event', name, decode, order };
  return applyDecorators(EventPattern([...topics], extras), UseFilters(RethrowFilter));
}
