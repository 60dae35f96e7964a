import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import {
  checkOf,
  REQUEST_PAYLOADS,
  RESPONSE_PAYLOADS,
  routeOfRequest,
  routesOf,
  type Ignored,
  type Operation,
  type OutboundRecord,
  type Outcome,
} from '#contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Bus, Handler } from '#event-bus';
import type { HandlerExtras } from './decorators';

/** What an app promises to handle; boot fails when its controllers do not keep the promise. */
export interface Serving {
  readonly operations: readonly Operation[];
  readonly eventTopics: readonly string[];
}

/** Nest's transport strategy for the bus: it collects the controllers' handlers and lets the bus drive them. */
export class BusServer extends Server implements CustomTransportStrategy {
  readonly #bus: Bus;
  readonly #serving: Serving;

  constructor(bus: Bus, serving: Serving) {
    super();
    this.#bus = bus;
    this.#serving = serving;
  }

  /** Nest would let a second handler silently replace the first. */
  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEvent = false,
    extras: Record<string, unknown> = {},
  ): void {
    const topic = String(pattern);
    if (this.messageHandlers.has(topic)) throw new Error(`topic ${topic} has two handlers`);
    compileChecks(extras);
    super.addHandler(topic, callback, isEvent, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      this.#bus.start(this.#table());
      callback();
    } catch (error) {
      callback(error);
    }
  }

  close(): Promise<void> {
    return this.#bus.stop();
  }

  on(): never {
    throw new Error('the bus reports its condition to the health checks; it has no events');
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T>(): T {
    return this.#bus as T;
  }

  /** Every promised topic with exactly one handler, every payload with a compiled schema, or an error that says which. */
  #table(): ReadonlyMap<string, Handler> {
    const { operations, eventTopics } = this.#serving;
    const promised = [
      ...operations.flatMap((operation) => routesOf(operation).map((route) => route.request)),
      ...eventTopics,
    ];
    const orphan = promised.find((topic) => !this.messageHandlers.has(topic));
    if (orphan !== undefined) throw new Error(`topic ${orphan} has no handler`);
    const table = new Map<string, Handler>();
    for (const [topic, handler] of this.messageHandlers) table.set(topic, this.#topicHandler(topic, handler));
    return table;
  }

  #topicHandler(topic: string, handler: MessageHandler): Handler {
    const extras = handler.extras as HandlerExtras | undefined;
    if (extras?.kind === 'request' && routeOfRequest(topic)?.operation === extras.operation) {
      return {
        kind: 'request',
        name: extras.operation,
        handle: (request, report) => call(handler, request, report) as Promise<Outcome<unknown> | Ignored>,
      };
    }
    if (extras?.kind === 'event') {
      const { name, decode, order } = extras;
      return {
        kind: 'event',
        name,
        decode,
        order,
        handle: async (event) => ((await call(handler, event)) as readonly OutboundRecord[] | undefined) ?? [],
      };
    }
    throw new Error(`topic ${topic} has a handler but no payload schema; use @Answers or @Consumes`);
  }
}

/** Here, because a schema that does not compile must stop the boot, not the first message. */
function compileChecks(extras: Partial<HandlerExtras>): void {
  if (extras.kind !== 'request' || extras.operation === undefined) return;
  checkOf(REQUEST_PAYLOADS[extras.operation]);
  checkOf(RESPONSE_PAYLOADS[extras.operation]);
}

/** Nest hands back a value, a promise or an observable, depending on what surrounds the controller. */
async function call(handler: MessageHandler, data: unknown, context?: unknown): Promise<unknown> {
  const result: unknown = await handler(data, context);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}
