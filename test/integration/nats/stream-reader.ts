import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node';

/** A message as it lies in the stream. */
export interface Stored {
  readonly subject: string;
  readonly msgId: string;
  readonly eventId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const STREAM = 'OMNINODE';

/** Another client, which reads the stream from its beginning. */
export class StreamReader {
  private constructor(
    private readonly connection: NatsConnection,
    private readonly manager: JetStreamManager,
  ) {}

  static async open(servers: string, options: NodeConnectionOptions = {}): Promise<StreamReader> {
    const connection = await connect({ servers, maxReconnectAttempts: -1, reconnectTimeWait: 100, ...options });
    return new StreamReader(connection, await jetstreamManager(connection, { checkAPI: false }));
  }

  async config() {
    return (await this.manager.streams.info(STREAM)).config;
  }

  /** Everything in the stream that `belongs`, in its order; nothing while there is no stream. */
  async all(belongs: (message: Stored) => boolean = () => true): Promise<readonly Stored[]> {
    const { state } = await this.manager.streams.info(STREAM);
    const sequences = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);
    const messages = await Promise.all(sequences.map((seq) => this.manager.streams.getMessage(STREAM, { seq })));
    return messages
      .filter((message) => message !== null)
      .map((message) => ({
        subject: message.subject,
        msgId: message.header.get('Nats-Msg-Id'),
        eventId: message.header.get('event_id'),
        payload: message.json<Record<string, unknown>>(),
      }))
      .filter(belongs);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

/** The messages about one conversation. */
export function about(correlationId: string): (message: Stored) => boolean {
  return ({ payload }) =>
    (payload['metadata'] as Record<string, unknown> | undefined)?.['correlation_id'] === correlationId;
}
