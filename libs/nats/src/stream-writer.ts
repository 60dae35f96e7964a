import type { Logger } from '#operations';
import { ensureStream } from './ensure-stream';
import { isTooLarge, reasonOf } from './jetstream-errors';
import { FAMILIES, type ForwardedMessage } from './message';
import type { NatsLink, NatsSession } from './nats-link';
import type { Stored } from './outbox';

/** Stores messages in the stream, which is made where there is none. */
export class StreamWriter {
  /** By connection: looked after again when something could not be stored, for somebody may have deleted it. */
  readonly #ensured = new WeakMap<NatsSession, Promise<void>>();

  constructor(
    private readonly link: NatsLink,
    private readonly stream: string,
    private readonly log: Pick<Logger, 'info' | 'warn'>,
  ) {}

  /** Publishes and waits for the stream's acknowledgement; rejects when there is none within 2 s. */
  async store({ subject, eventId, payload }: ForwardedMessage): Promise<Stored> {
    const { session } = this.link;
    if (session === null) throw new Error(this.link.fault ?? 'not connected');
    try {
      await this.prepare(session);
      const { headers } = await import('@nats-io/transport-node');
      const about = headers();
      about.set('event_id', eventId);
      about.set('event_type', subject);
      const text = JSON.stringify(payload);
      const { duplicate } = await session.client.publish(subject, text, { msgID: eventId, headers: about });
      return duplicate ? 'duplicate' : 'stored';
    } catch (error) {
      this.#ensured.delete(session);
      if (isTooLarge(error)) return 'refused';
      throw new Error(`${subject}: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** Makes the stream where there is none; never rejects. */
  prepare(session: NatsSession): Promise<void> {
    const known = this.#ensured.get(session) ?? ensureStream(session.manager, this.stream, FAMILIES, this.log);
    this.#ensured.set(session, known);
    return known;
  }
}
