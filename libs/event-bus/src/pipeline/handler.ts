import type { Ignored, Message, OutboundRecord, Outcome, Request } from '#contracts';

/** Answers the requests of one topic. */
export interface RequestHandler {
  readonly kind: 'request';
  /** The operation, for metrics. */
  readonly name: string;
  handle(request: Request): Promise<Outcome<unknown> | Ignored>;
}

/** Bytes to the value a handler takes. It must take any bytes: what it cannot read is a value too. */
export type DecodeEvent<Event> = (message: Message) => Event;

/** Takes in the records of one topic that nobody waits for. */
export interface EventHandler {
  readonly kind: 'event';
  /** What kind of event it is, for metrics. */
  readonly name: string;
  readonly decode: DecodeEvent<unknown>;
  /** Resolves to what is to be published because of it. */
  handle(event: unknown): Promise<readonly OutboundRecord[]>;
}

export type Handler = RequestHandler | EventHandler;
