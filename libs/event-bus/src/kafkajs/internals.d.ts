/** The parts of kafkajs 2.2.4 that the corrections reach into; its own typings leave them out. */

declare module 'kafkajs/src/consumer/consumerGroup' {
  import type { Batch, Cluster, OffsetManager, TopicPartitions } from 'kafkajs-internals';

  class ConsumerGroup {
    readonly cluster: Cluster;
    readonly groupId: string;
    readonly memberId: string | null;
    readonly generationId: number | null;
    readonly maxWaitTime: number;
    readonly minBytes: number;
    readonly maxBytes: number;
    readonly maxBytesPerPartition: number;
    readonly isolationLevel: number;
    readonly rackId: string;
    readonly coordinator: {
      heartbeat(request: { groupId: string; memberId: string; groupGenerationId: number | null }): Promise<void>;
    };
    readonly offsetManager: OffsetManager;
    readonly instrumentationEmitter: { emit(event: string, payload: object): void };
    readonly subscriptionState: { assigned(): TopicPartitions[]; isPaused(topic: string, partition: number): boolean };
    readonly seekOffset: { has(topic: string, partition: number): boolean; clear(): void };
    joinAndSync(): Promise<void>;
    heartbeat(options: { interval: number }): Promise<void>;
    fetch(nodeId: string): Promise<Batch[]>;
    checkForStaleAssignment(): void;
    filterPartitionsByNode(nodeId: string, partitions: TopicPartitions[]): TopicPartitions[];
    getActiveTopicPartitions(): Record<string, Set<number>>;
    seekOffsets(partitions: TopicPartitions[]): Promise<void>;
    recoverFromFetch(error: unknown): Promise<void>;
  }
  export = ConsumerGroup;
}

declare module 'kafkajs/src/cluster/brokerPool' {
  class BrokerPool {
    withBroker(ask: (asked: object) => Promise<unknown>): Promise<unknown>;
  }
  export = BrokerPool;
}

declare module 'kafkajs/src/consumer/offsetManager' {
  import type { OffsetManager } from 'kafkajs-internals';

  const manager: { readonly prototype: OffsetManager };
  export = manager;
}

declare module 'kafkajs/src/consumer/batch' {
  import type { Batch, FetchedPartition } from 'kafkajs-internals';

  const batch: new (topic: string, fetchedOffset: string, partition: FetchedPartition) => Batch;
  export = batch;
}

declare module 'kafkajs/src/protocol/recordBatch/crc32C' {
  function crc32C(bytes: Buffer): number;
  export = crc32C;
}

declare module 'kafkajs/src/protocol/requests/produce' {
  import type Encoder from 'kafkajs/src/protocol/encoder';
  import type { ProduceArguments } from 'kafkajs-internals';

  type Make = (args: ProduceArguments) => { readonly request: { readonly encode: () => Promise<Encoder> } };
  const produce: { protocol: (options: { readonly version: number }) => Make };
  export = produce;
}

declare module 'kafkajs/src/network/requestQueue' {
  class RequestQueue {
    readonly requestTimeout: number;
    readonly enforceRequestTimeout: boolean;
    readonly maxInFlightRequests: number | null;
    readonly pending: unknown[];
    readonly inflight: Map<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    requestTimeoutIntervalId: NodeJS.Timeout;
    isConnected(): boolean;
    destroy(): void;
    checkPendingRequests(): void;
    scheduleRequestTimeoutCheck(): void;
    maybeThrottle(milliseconds: number | null): void;
    canSendSocketRequestImmediately(): boolean;
    scheduleCheckPendingRequests(): void;
  }
  export = RequestQueue;
}

declare module 'kafkajs/src/network/requestQueue/socketRequest' {
  class SocketRequest {
    sentAt: number | null;
    send(): void;
  }
  export = SocketRequest;
}

declare module 'kafkajs/src/protocol/encoder' {
  class Encoder {
    readonly buffer: Buffer;
    writeInt16(value: number): this;
    writeInt32(value: number): this;
    writeString(value: string | null): this;
    writeBytes(value: Buffer): this;
    writeInt8(value: number): this;
    writeBoolean(value: boolean): this;
    writeUVarInt(value: number): this;
    writeUVarIntString(value: string | null): this;
    writeBuffer(value: Buffer): this;
  }
  export = Encoder;
}

declare module 'kafkajs/src/protocol/decoder' {
  class Decoder {
    constructor(buffer: Buffer);
    readBoolean(): boolean;
    readInt16(): number;
    readInt32(): number;
    readBytes(length: number): Buffer;
    readUVarInt(): number;
    readUVarIntString(): string | null;
    readUVarIntArray<Item>(read: (decoder: Decoder) => Item): Item[] | null;
    readTaggedFields(): void;
  }
  export = Decoder;
}

declare module 'kafkajs/src/protocol/messageSet/decoder' {
  import type Decoder from 'kafkajs/src/protocol/decoder';
  import type { FetchedMessage } from 'kafkajs-internals';

  function decodeMessageSet(decoder: Decoder, size: number): Promise<FetchedMessage[]>;
  export = decodeMessageSet;
}

declare module 'kafkajs/src/protocol/message/compression' {
  interface Codec {
    readonly compress: (encoder: { readonly buffer: Buffer }) => Promise<Buffer>;
    readonly decompress: (bytes: Buffer) => Promise<Buffer>;
  }

  export const Codecs: Record<number, () => Codec>;
}

declare module 'kafkajs/src/protocol/error' {
  export function createErrorFromCode(code: number): Error;
}

declare module 'kafkajs/src/protocol/requests' {
  export const requests: Readonly<Record<'Fetch' | 'Metadata', unknown>>;
}

declare module 'kafkajs/src/utils/shuffle' {
  function shuffle<Item>(items: readonly Item[]): Item[];
  export = shuffle;
}

declare module 'kafkajs/src/errors' {
  export const KafkaJSStaleTopicMetadataAssignment: new (
    message: string,
    options: { topic: string; unknownPartitions: readonly number[] },
  ) => Error;
}

declare module 'kafkajs-internals' {
  export interface ProduceArguments {
    readonly acks: number;
    readonly timeout: number;
    readonly compression: number;
    readonly transactionalId?: string | null;
    readonly producerId: { toString(): string };
    readonly producerEpoch: number;
    readonly topicData: readonly {
      readonly topic: string;
      readonly partitions: readonly {
        readonly partition: number;
        readonly firstSequence: number;
        readonly messages: readonly object[];
      }[];
    }[];
  }

  export interface TopicPartitions {
    readonly topic: string;
    readonly partitions: readonly number[];
  }

  export interface PartitionMetadata {
    readonly partitionErrorCode: number;
    readonly partitionId: number;
    readonly leader: number;
    readonly replicas: readonly number[];
    readonly isr: readonly number[];
  }

  export interface TopicMetadata {
    readonly topicErrorCode: number;
    readonly topic: string;
    /** Sixteen bytes in hexadecimal; left out by brokers that have no topic ids. */
    readonly topicId?: string;
    readonly partitionMetadata: readonly PartitionMetadata[];
  }

  export interface Metadata {
    readonly throttleTime: number;
    readonly brokers: readonly { nodeId: number; host: string; port: number; rack: string | null }[];
    readonly clusterId: string | null;
    readonly controllerId: number;
    readonly topicMetadata: readonly TopicMetadata[];
  }

  export interface ProtocolRequest {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
  }

  export interface Exchange<Result> {
    readonly request: ProtocolRequest;
    readonly requestTimeout?: number;
    readonly response: {
      decode(payload: Buffer): Promise<unknown>;
      parse(decoded: unknown): Promise<Result>;
    };
  }

  export interface Broker {
    readonly versions: Readonly<Record<number, { readonly maxVersion: number } | undefined>> | null;
    readonly connectionPool: { send<Result>(exchange: Exchange<Result>): Promise<Result> };
    metadata(topics: readonly string[]): Promise<Metadata>;
    disconnect(): Promise<void>;
    lookupRequest(
      apiKey: number,
      definition: unknown,
    ): (options: object) => {
      readonly request: ProtocolRequest;
      readonly requestTimeout?: number;
      readonly response: { decode(payload: Buffer): Promise<unknown> };
    };
  }

  export interface TopicOffsets {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
  }

  export interface Cluster {
    readonly brokerPool: {
      readonly metadata: Metadata | null;
      readonly metadataExpireAt: number | null;
      createBroker(options: object): Broker;
      findConnectedBroker(): Promise<Broker>;
    };
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    findGroupCoordinator(options: { readonly groupId: string }): Promise<Coordinator>;
    refreshMetadata(): Promise<void>;
    refreshMetadataIfNecessary(): Promise<void>;
    addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
    findTopicPartitionMetadata(topic: string): readonly PartitionMetadata[];
    findBroker(options: { nodeId: string }): Promise<Broker>;
    fetchTopicsOffset(
      topics: readonly {
        readonly topic: string;
        readonly partitions: readonly { readonly partition: number }[];
        readonly fromBeginning: boolean;
      }[],
    ): Promise<TopicOffsets[]>;
  }

  export interface CommittedPartition {
    readonly partition: number;
    readonly offset: string;
    readonly metadata: string | null;
  }

  export interface Coordinator {
    offsetFetch(request: {
      readonly groupId: string;
      readonly topics: readonly { readonly topic: string; readonly partitions: readonly { partition: number }[] }[];
    }): Promise<{ readonly responses: readonly { topic: string; partitions: readonly CommittedPartition[] }[] }>;
    offsetCommit(request: {
      readonly groupId: string;
      readonly memberId: string;
      readonly groupGenerationId: number;
      readonly topics: readonly {
        readonly topic: string;
        readonly partitions: readonly { partition: number; offset: string; metadata: string }[];
      }[];
    }): Promise<void>;
  }

  export interface CommitRequest {
    readonly topics: readonly {
      readonly topic: string;
      readonly partitions: readonly {
        readonly partition: number;
        readonly offset: unknown;
        readonly metadata: string | null;
      }[];
    }[];
  }

  export interface OffsetManager {
    readonly cluster: Cluster;
    readonly groupId: string;
    readonly memberId: string;
    readonly generationId: number;
    readonly topics: readonly string[];
    readonly memberAssignment: Readonly<Record<string, readonly number[]>>;
    readonly topicConfigurations: Readonly<Record<string, { readonly fromBeginning: boolean } | undefined>>;
    readonly resolvedOffsets: Record<string, Record<number, string>>;
    getCoordinator(): Promise<Coordinator>;
    committedOffsets(): Record<string, Record<number, string>>;
    nextOffset(topic: string, partition: number): { toString(): string };
    clearOffsets(place: { topic: string; partition: number }): void;
    commitOffsets(offsets: CommitRequest): Promise<void>;
    resolveOffsets(): Promise<void>;
  }

  export interface FetchedPartition {
    readonly partition: number;
    readonly errorCode: number;
    readonly highWatermark: string;
    readonly lastStableOffset: string;
  }

  /** A message of an old message set. */
  export interface FetchedMessage {
    readonly key: Buffer | null;
    readonly value: Buffer | null;
    readonly offset: string;
    readonly timestamp: string;
  }

  /** What kafkajs hands to `eachBatch`. */
  export type Batch = import('kafkajs').Batch;
}
