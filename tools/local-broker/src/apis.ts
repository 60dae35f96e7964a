/** The requests this broker understands: their keys and the versions it answers, all of the non-flexible form. */
export const APIS = {
  Produce: { key: 0, min: 3, max: 7 },
  Fetch: { key: 1, min: 4, max: 11 },
  ListOffsets: { key: 2, min: 1, max: 3 },
  Metadata: { key: 3, min: 0, max: 6 },
  OffsetCommit: { key: 8, min: 2, max: 4 },
  OffsetFetch: { key: 9, min: 1, max: 4 },
  FindCoordinator: { key: 10, min: 0, max: 2 },
  JoinGroup: { key: 11, min: 0, max: 3 },
  Heartbeat: { key: 12, min: 0, max: 2 },
  LeaveGroup: { key: 13, min: 0, max: 2 },
  SyncGroup: { key: 14, min: 0, max: 2 },
  DescribeGroups: { key: 15, min: 0, max: 2 },
  ListGroups: { key: 16, min: 0, max: 2 },
  ApiVersions: { key: 18, min: 0, max: 2 },
  CreateTopics: { key: 19, min: 0, max: 3 },
  DeleteTopics: { key: 20, min: 0, max: 3 },
  DeleteRecords: { key: 21, min: 0, max: 1 },
  InitProducerId: { key: 22, min: 0, max: 1 },
  DescribeConfigs: { key: 32, min: 0, max: 2 },
  CreatePartitions: { key: 37, min: 0, max: 1 },
  DeleteGroups: { key: 42, min: 0, max: 1 },
} as const;

export type ApiName = keyof typeof APIS;

export const API_NAMES = Object.keys(APIS) as ApiName[];

const nameOfKey = new Map<number, ApiName>(API_NAMES.map((name) => [APIS[name].key, name]));

export function apiOfKey(key: number): ApiName | undefined {
  return nameOfKey.get(key);
}

/** Error codes of the Kafka protocol, by their official names. */
export const ERROR = {
  NONE: 0,
  OFFSET_OUT_OF_RANGE: 1,
  CORRUPT_MESSAGE: 2,
  UNKNOWN_TOPIC_OR_PARTITION: 3,
  MESSAGE_TOO_LARGE: 10,
  COORDINATOR_NOT_AVAILABLE: 15,
  INVALID_TOPIC: 17,
  INVALID_REQUIRED_ACKS: 21,
  ILLEGAL_GENERATION: 22,
  INCONSISTENT_GROUP_PROTOCOL: 23,
  INVALID_GROUP_ID: 24,
  UNKNOWN_MEMBER_ID: 25,
  INVALID_SESSION_TIMEOUT: 26,
  REBALANCE_IN_PROGRESS: 27,
  INVALID_TIMESTAMP: 32,
  UNSUPPORTED_VERSION: 35,
  TOPIC_ALREADY_EXISTS: 36,
  INVALID_PARTITIONS: 37,
  INVALID_REPLICATION_FACTOR: 38,
  INVALID_CONFIG: 40,
  INVALID_REQUEST: 42,
  POLICY_VIOLATION: 44,
  OUT_OF_ORDER_SEQUENCE: 45,
  INVALID_PRODUCER_EPOCH: 47,
  NON_EMPTY_GROUP: 68,
  GROUP_ID_NOT_FOUND: 69,
  INVALID_RECORD: 87,
} as const;
