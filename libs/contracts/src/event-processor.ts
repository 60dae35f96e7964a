import { checkOf } from './checks';
import { isObject, member } from './json';
import { BaseEvent } from './payloads/hooks/base-event';
import { refusal, type Refusal } from './refusal';
import type { PayloadClass } from './schemas';

/** A hook event whose envelope and, where its type is registered, payload conform. */
export interface HookEvent<Payload = Readonly<Record<string, unknown>>> extends Omit<BaseEvent, 'payload'> {
  readonly payload: Payload;
}

export type HookHandler = (event: HookEvent) => void | Promise<void>;

export type Processed =
  | { readonly kind: 'processed'; readonly handlers: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Some handlers threw; the others have run. */
  | { readonly kind: 'failed'; readonly errors: readonly unknown[] };

/**
 * Schemas and handlers of hook events by type, as the event schemas sketch them, with two differences: the caller learns why an event
 * was refused, and a handler that throws keeps no other from running. A type without a schema is held to the envelope.
 */
export class EventProcessor {
  readonly #schemas = new Map<string, PayloadClass>();
  readonly #handlers = new Map<string, HookHandler[]>();

  /** Throws `Error` when the type has a schema already. */
  registerSchema(eventType: string, payload: PayloadClass): this {
    if (this.#schemas.has(eventType)) throw new Error(`event type ${eventType} has two schemas`);
    this.#schemas.set(eventType, payload);
    return this;
  }

  /** Handlers of one type run one after the other, in the order they were registered. */
  registerHandler(eventType: string, handler: HookHandler): this {
    this.#handlers.set(eventType, [...(this.#handlers.get(eventType) ?? []), handler]);
    return this;
  }

  /** Why the event would be refused; `null` where it would not. Never throws. */
  check(event: unknown): Refusal | null {
    const envelope = checkOf(BaseEvent)(event);
    if (envelope.length > 0) return refusal('invalid_payload', 'the event is no hook event', envelope);
    const schema = isObject(event) ? this.#schemas.get(String(member(event, 'event_type'))) : undefined;
    if (schema === undefined || !isObject(event)) return null;
    const details = checkOf(schema)(event['payload']).map(({ path, message }) => ({
      path: `/payload${path}`,
      message,
    }));
    return details.length === 0 ? null : refusal('invalid_payload', 'the payload does not conform', details);
  }

  async process(event: unknown): Promise<Processed> {
    const refused = this.check(event);
    if (refused !== null) return { kind: 'refused', refusal: refused };
    const checked = event as HookEvent;
    const handlers = this.#handlers.get(checked.event_type) ?? [];
    const errors: unknown[] = [];
    for (const handler of handlers) {
      try {
        await handler(checked);
      } catch (error) {
        errors.push(error);
      }
    }
    return errors.length > 0 ? { kind: 'failed', errors } : { kind: 'processed', handlers: handlers.length };
  }
}
