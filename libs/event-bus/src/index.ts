export { Bus, type BusOptions } from './bus';
export { busLiveness, busReadiness, type BusHealth } from './bus-health';
export { HandlerTable, type OtherTopics } from './handler-table';
export {
  BrokerAccessError,
  BusUnavailableError,
  MessageTooLargeError,
  NoTransactionsError,
  RefusedEventError,
  StoppedError,
  type Classify,
  type FailureKind,
} from './failures';
export type { KafkaAdministration } from './kafkajs/kafka-administration';
export { KafkaConnection, type Sender } from './kafka-connection';
export type { Batch, Position, Subscription, SubscriptionEvents } from './kafkajs/subscription';
export { Context, type Rejection } from './pipeline/context';
export type { Inbox } from './pipeline/deduplicate';
export { OTHER_TOPICS, type DecodeEvent, type EventOrder, type Handler, type RequestHandler } from './pipeline/handler';
export type { DirectAnswer } from './pipeline/answer-directly';
export type { AppMiddleware, Middleware } from './pipeline/middleware';
export type { RegisteredValues } from './pipeline/read-registered';
export { rehearse, type Rehearsal } from './pipeline/rehearse';
export { InvalidPayloadError, Publisher } from './publisher';
export { RequestClient, RequestTimeoutError, type AskOptions, type ReplyTo } from './request-client';
export { DEFAULT_RETRIES, type RetrySchedule } from './retry-schedule';
export { SendQueue, type Format } from './send-queue';
export {
  NO_METRICS,
  type BusLog,
  type BusMetrics,
  type ConnectionSettings,
  type GroupSettings,
  type HandledOutcome,
  type Lag,
  type SaslSettings,
  type TopicSettings,
} from './settings';
export {
  applyTopics,
  describeDifference,
  planTopics,
  previewTopics,
  type AppliedTopics,
  type TopicDifference,
  type TopicPlan,
} from './topics';
export type { StoredEnds } from './kafkajs/group-state';
export type { Reader, TopicRefusal, TopicState } from './kafkajs/administration';
export type { SentTo } from './kafkajs/partition-choices';
export type { GroupDescription, GroupMember, GroupPosition } from './kafkajs/group-description';
export type { PartitionDetails, TopicDetails } from './kafkajs/topic-details';
export type { GroupLag } from './kafkajs/group-lag';
export type { ExactlyOnceOptions, ExactlyOnceSender } from './kafkajs/exactly-once-sender';
export { brokerFault, kafkaClient, rootOf } from './kafkajs/log-in';
export { inspectCluster, type BrokerPlace, type ClusterState, type PartitionState } from './kafkajs/cluster-state';
