import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { Broker } from './broker';
import { serve } from './connection';
import { Coordinator } from './coordinator';
import { Faults } from './faults';
import { handlersOf } from './handlers';
import { Topics } from './topics';

export interface LocalBrokerOptions {
  /** Where to listen, and what clients are told to connect to. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Whether a client's question for an unknown topic creates it, where the client allows that. */
  readonly autoCreateTopics?: boolean;
  readonly defaultPartitions?: number;
  /** Bytes kept per partition; a topic's retention.bytes may ask for less. */
  readonly retentionBytes?: number;
  readonly maxMessageBytes?: number;
  /** How long the first member of an empty group waits for others. */
  readonly initialJoinDelayMs?: number;
  readonly minSessionTimeoutMs?: number;
  readonly maxSessionTimeoutMs?: number;
  /** The clock for session timeouts and timestamp checks, in milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface LocalBroker {
  /** host:port */
  readonly bootstrap: string;
  readonly port: number;
  readonly faults: Faults;
  /** The offset the group committed, or undefined. */
  committed(group: string, topic: string, partition: number): number | undefined;
  /** The offset the next record will get; 0 for a partition that does not exist. */
  endOffset(topic: string, partition: number): number;
  /** Cuts all connections and frees the port. Everything stored is gone. */
  stop(): Promise<void>;
}

const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  autoCreateTopics: true,
  defaultPartitions: 3,
  retentionBytes: 256 * 1024 * 1024,
  maxMessageBytes: 1_048_588,
  initialJoinDelayMs: 50,
  minSessionTimeoutMs: 100,
  maxSessionTimeoutMs: 1_800_000,
  now: Date.now,
};

/** Starts a broker in this process; rejects where the port is taken. */
export async function startLocalBroker(options: LocalBrokerOptions = {}): Promise<LocalBroker> {
  const settings = { ...DEFAULTS, ...options };
  const server = createServer();
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const broker = brokerOf(settings, port);
  const { faults, cutAll } = accept(server, broker);
  return {
    bootstrap: `${settings.host}:${port}`,
    port,
    faults,
    committed: (group, topic, partition) => broker.coordinator.committed(group, topic, partition)?.offset,
    endOffset: (topic, partition) => broker.topics.log(topic, partition)?.endOffset ?? 0,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      cutAll();
      broker.coordinator.stop();
      await closed;
    },
  };
}

function brokerOf(settings: Required<LocalBrokerOptions>, port: number): Broker {
  let producers = 0;
  return {
    node: { id: 1, host: settings.host, port },
    clusterId: randomUUID(),
    autoCreateTopics: settings.autoCreateTopics,
    config: {
      'auto.create.topics.enable': String(settings.autoCreateTopics),
      'group.min.session.timeout.ms': String(settings.minSessionTimeoutMs),
      'group.max.session.timeout.ms': String(settings.maxSessionTimeoutMs),
    },
    topics: new Topics(settings),
    coordinator: new Coordinator(settings),
    now: settings.now,
    nextProducerId: () => ++producers,
  };
}

function accept(server: Server, broker: Broker): { faults: Faults; cutAll: () => void } {
  const sockets = new Set<Socket>();
  const handlers = handlersOf(broker);
  let refusing = false;
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy());
  const faults = new Faults({
    refuse: (on) => {
      refusing = on;
      if (on) cutAll();
    },
    forceRebalance: (groupId) => broker.coordinator.forceRebalance(groupId),
  });
  server.on('connection', (socket: Socket) => {
    if (refusing) return socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    void serve(socket, handlers, faults);
  });
  return { faults, cutAll };
}
