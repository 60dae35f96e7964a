import type { Ignored, Message, OutboundRecord, Outcome, Report, Request } from '#contracts';

/** Answers the requests of one topic. */
export interface RequestHandler {
  readonly kind: 'request';
  /** The operation, for metrics. */
  readonly name: string;
  handle(request: Request, report: Report): Promise<Outcome<unknown> | Ignored>;
}

/** Bytes to the value a handler takes. It must take any bytes: what it cannot read is a value too. */
export type DecodeEvent<Event> = (message: Message) => Event;

/**
 * `key`: a record begins once the one before it with its key is done. `arrival`: it begins without waiting, in the order
 * in which the records of its partition arrive; for handlers that do many at once and keep the order themselves.
 */
export type EventOrder = 'key' | 'arrival';

/** Takes in the records of one topic that nobody waits for. */
export interface EventHandler {
  readonly kind: 'event';
  /** What kind of event it is, for metrics. */
  readonly name: string;
  readonly decode: DecodeEvent<unknown>;
  /** See `EventOptions`. */
  readonly order: EventOrder;
  /** Resolves to what is to be published because of it. */
  handle(event: unknown): Promise<readonly OutboundRecord[]>;
}

/**
 * Among a handler's topics: all that the bus is told to take in besides (`BusOptions.otherTopics`). No topic can have
 * this name.
 */
export const OTHER_TOPICS = '*';

export type Handler = RequestHandler | EventHandler;
