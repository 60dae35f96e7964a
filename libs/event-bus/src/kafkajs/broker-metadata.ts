import Decoder from 'kafkajs/src/protocol/decoder';
import Encoder from 'kafkajs/src/protocol/encoder';
import { createErrorFromCode } from 'kafkajs/src/protocol/error';
import { requests } from 'kafkajs/src/protocol/requests';
import type { Broker, Cluster, Metadata, PartitionMetadata, TopicMetadata } from 'kafkajs-internals';
import { sendRequest } from './send-request';

const METADATA_KEY = 3;

/** The first version whose responses have topic ids that kafkajs can be taught without two layouts (KIP-516). */
const WITH_TOPIC_IDS = 12;

const LEADER_NOT_AVAILABLE = 5;
/** Unknown topic, no leader yet, not allowed to see it, unknown topic id: this topic cannot be read now, others can. */
const OF_ONE_TOPIC = new Set([3, LEADER_NOT_AVAILABLE, 17, 29, 100]);

const ID_BYTES = 16;

/**
 * Corrects src/cluster for one consumer: a topic that is missing or has no leader is read as a topic without partitions
 * to read from (kafkajs throws the whole answer away, tulios/kafkajs#1258, and the consumer crashes); topics have their
 * ids where the broker knows them; no topic is ever created by asking; and the age of what is known is measured by the
 * monotonic clock.
 */
export function correctMetadata(cluster: Cluster, maxAgeMs: number): void {
  const { brokerPool } = cluster;
  const createBroker = brokerPool.createBroker;
  brokerPool.createBroker = (options) => {
    const broker = createBroker(options);
    broker.metadata = (topics) => readMetadata(broker, topics);
    return broker;
  };
  let readAt = Number.NEGATIVE_INFINITY;
  const refresh = cluster.refreshMetadata.bind(cluster);
  cluster.refreshMetadata = async () => {
    await refresh();
    readAt = performance.now();
  };
  cluster.refreshMetadataIfNecessary = async () => {
    const forgotten = brokerPool.metadata === null || brokerPool.metadataExpireAt === null;
    if (forgotten || performance.now() - readAt > maxAgeMs) await cluster.refreshMetadata();
  };
}

/** The id of the topic that has this name now; `undefined` where it is missing or the broker has no ids. */
export function topicIdOf(cluster: Cluster, topic: string): string | undefined {
  return cluster.brokerPool.metadata?.topicMetadata.find((one) => one.topic === topic)?.topicId;
}

function readMetadata(broker: Broker, topics: readonly string[]): Promise<Metadata> {
  const { request, response } =
    (broker.versions?.[METADATA_KEY]?.maxVersion ?? 0) >= WITH_TOPIC_IDS
      ? { request: requestWithIds(topics), response: { decode: decodeWithIds } }
      : broker.lookupRequest(METADATA_KEY, requests.Metadata)({ topics, allowAutoTopicCreation: false });
  const parse = (decoded: unknown) => Promise.resolve(readable(decoded as Metadata));
  return sendRequest(broker, { request, response: { decode: response.decode, parse } });
}

function readable(metadata: Metadata): Metadata {
  return { ...metadata, topicMetadata: metadata.topicMetadata.map(readableTopic) };
}

function readableTopic(topic: TopicMetadata): TopicMetadata {
  if (topic.topicErrorCode === 0) return topic;
  if (!OF_ONE_TOPIC.has(topic.topicErrorCode)) throw createErrorFromCode(topic.topicErrorCode);
  return { topicErrorCode: 0, topic: topic.topic, partitionMetadata: [] };
}

/** Version 12 has flexible headers: tagged fields end the request's header and begin the response's body. */
function requestWithIds(topics: readonly string[]) {
  const encode = (): Promise<Encoder> => {
    const body = new Encoder().writeUVarInt(0);
    // A null array asks for all topics.
    body.writeUVarInt(topics.length === 0 ? 0 : topics.length + 1);
    for (const topic of topics) body.writeBuffer(Buffer.alloc(ID_BYTES)).writeUVarIntString(topic).writeUVarInt(0);
    return Promise.resolve(body.writeBoolean(false).writeBoolean(false).writeUVarInt(0));
  };
  return { apiKey: METADATA_KEY, apiVersion: WITH_TOPIC_IDS, apiName: 'Metadata', encode };
}

function decodeWithIds(payload: Buffer): Promise<Metadata> {
  const decoder = new Decoder(payload);
  decoder.readTaggedFields();
  const throttleTime = decoder.readInt32();
  const brokers = decoder.readUVarIntArray(readBroker) ?? [];
  const clusterId = decoder.readUVarIntString();
  const controllerId = decoder.readInt32();
  const topicMetadata = decoder.readUVarIntArray(readTopic) ?? [];
  return Promise.resolve({ throttleTime, brokers, clusterId, controllerId, topicMetadata });
}

function readBroker(decoder: Decoder) {
  const nodeId = decoder.readInt32();
  const host = decoder.readUVarIntString() ?? '';
  const port = decoder.readInt32();
  const rack = decoder.readUVarIntString();
  decoder.readTaggedFields();
  return { nodeId, host, port, rack };
}

function readTopic(decoder: Decoder): TopicMetadata {
  const topicErrorCode = decoder.readInt16();
  const topic = decoder.readUVarIntString() ?? '';
  const topicId = decoder.readBytes(ID_BYTES).toString('hex');
  decoder.readBoolean();
  const partitionMetadata = decoder.readUVarIntArray(readPartition) ?? [];
  decoder.readInt32();
  decoder.readTaggedFields();
  return { topicErrorCode, topic, topicId, partitionMetadata };
}

function readPartition(decoder: Decoder): PartitionMetadata {
  const partitionErrorCode = decoder.readInt16();
  const partitionId = decoder.readInt32();
  const leader = decoder.readInt32();
  decoder.readInt32();
  const replicas = decoder.readUVarIntArray((each) => each.readInt32()) ?? [];
  const isr = decoder.readUVarIntArray((each) => each.readInt32()) ?? [];
  decoder.readUVarIntArray((each) => each.readInt32());
  decoder.readTaggedFields();
  return { partitionErrorCode, partitionId, leader, replicas, isr };
}
