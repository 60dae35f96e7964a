import { ERROR } from './apis';
import { LogLimits, PartitionLog } from './partition-log';
import { refuseSetting, TOPIC_DEFAULTS } from './topic-config';

/** As in Apache Kafka's controller: one request must not add more. */
const MAX_NEW_PARTITIONS = 10_000;

export interface Topic {
  readonly name: string;
  readonly partitions: PartitionLog[];
  readonly config: ReadonlyMap<string, string>;
}

export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly config: ReadonlyMap<string, string>;
}

export interface Refusal {
  readonly error: number;
  readonly message: string;
}

export interface TopicLimits {
  readonly defaultPartitions: number;
  readonly retentionBytes: number;
  readonly maxMessageBytes: number;
}

/** The topics of the broker by name. */
export class Topics {
  private readonly topics = new Map<string, Topic>();

  constructor(private readonly limits: TopicLimits) {}

  all(): Topic[] {
    return [...this.topics.values()];
  }

  get(name: string): Topic | undefined {
    return this.topics.get(name);
  }

  log(topic: string, partition: number): PartitionLog | undefined {
    return this.topics.get(topic)?.partitions[partition];
  }

  /** The setting in force: the topic's own, else the default. */
  setting(topic: Topic, name: string): string {
    const preset = name === 'max.message.bytes' ? String(this.limits.maxMessageBytes) : (TOPIC_DEFAULTS[name] ?? '');
    return topic.config.get(name) ?? preset;
  }

  /** A topic may ask for less than the broker keeps in memory, never for more. */
  limitsOf(topic: Topic): LogLimits {
    const wanted = Number(this.setting(topic, 'retention.bytes'));
    const cap = this.limits.retentionBytes;
    return {
      maxMessageBytes: Number(this.setting(topic, 'max.message.bytes')),
      retentionBytes: wanted > 0 ? Math.min(wanted, cap) : cap,
    };
  }

  refuse(plan: TopicPlan): Refusal | undefined {
    const { name, partitions, replicationFactor, config } = plan;
    if (this.topics.has(name)) return refusal(ERROR.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`);
    if (!isTopicName(name)) return refusal(ERROR.INVALID_TOPIC, `Topic name '${name}' is not valid.`);
    const twin = this.collision(name);
    if (twin) return refusal(ERROR.INVALID_TOPIC, `Topic '${name}' collides with existing topic: ${twin}`);
    if (partitions < 1 && partitions !== -1) return refusal(ERROR.INVALID_PARTITIONS, 'At least one partition.');
    if (partitions > MAX_NEW_PARTITIONS) return refusal(ERROR.POLICY_VIOLATION, 'Too many partitions at once.');
    if (replicationFactor !== 1 && replicationFactor !== -1) {
      return refusal(ERROR.INVALID_REPLICATION_FACTOR, 'There is one broker, so the replication factor is 1.');
    }
    for (const [setting, value] of config) {
      const reason = refuseSetting(setting, value);
      if (reason) return refusal(ERROR.INVALID_CONFIG, reason);
    }
    return undefined;
  }

  /** Only after `refuse` had nothing to say. */
  create(plan: TopicPlan): void {
    const topic: Topic = { name: plan.name, partitions: [], config: plan.config };
    this.topics.set(plan.name, topic);
    grow(topic, plan.partitions === -1 ? this.limits.defaultPartitions : plan.partitions);
  }

  addPartitions(name: string, count: number, validateOnly: boolean): Refusal | undefined {
    const topic = this.topics.get(name);
    if (topic === undefined) return refusal(ERROR.UNKNOWN_TOPIC_OR_PARTITION, 'This topic does not exist.');
    if (count <= topic.partitions.length) {
      return refusal(ERROR.INVALID_PARTITIONS, `The topic ${name} already has ${topic.partitions.length} partitions.`);
    }
    if (count - topic.partitions.length > MAX_NEW_PARTITIONS) {
      return refusal(ERROR.POLICY_VIOLATION, 'Too many partitions at once.');
    }
    if (!validateOnly) grow(topic, count);
    return undefined;
  }

  delete(name: string): boolean {
    this.topics.get(name)?.partitions.forEach((log) => log.close());
    return this.topics.delete(name);
  }

  /** Kafka's metric names turn dots into underscores, so two topics must not differ in these alone. */
  private collision(name: string): string | undefined {
    const metric = (topic: string): string => topic.replaceAll('.', '_');
    return [...this.topics.keys()].find((other) => metric(other) === metric(name));
  }
}

/** Up to 249 characters of letters, digits, dot, underscore and hyphen. */
export function isTopicName(name: string): boolean {
  return /^[a-zA-Z0-9._-]{1,249}$/.test(name) && name !== '.' && name !== '..';
}

function grow(topic: Topic, count: number): void {
  while (topic.partitions.length < count) topic.partitions.push(new PartitionLog());
}

function refusal(error: number, message: string): Refusal {
  return { error, message };
}
