import { ERROR } from '../apis';
import { Broker, Handler } from '../broker';
import { TOPIC_DEFAULTS } from '../topic-config';
import { Refusal, Topic, TopicPlan } from '../topics';
import { WireReader, WireWriter } from '../wire';

const DELETE_TO_END = -1;
const TOPIC_RESOURCE = 2;
const BROKER_RESOURCE = 4;
const FROM_TOPIC = 1;
const FROM_BROKER = 4;
const FROM_DEFAULTS = 5;

export function createTopicsHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const plans = request.array(() => readPlan(request));
    request.int32();
    const validateOnly = version >= 1 && request.boolean();
    const outcome = (plan: TopicPlan): Refusal | undefined =>
      injected ? { error: injected, message: 'injected by a test' } : broker.topics.refuse(plan);
    // All are judged before any is created: names that collide with one another pass, as they do on Apache Kafka.
    const outcomes = new Map(plans.map((plan) => [plan, outcome(plan)]));
    if (version >= 2) response.int32(0);
    response.array(plans, (plan) => {
      const refused = outcomes.get(plan);
      if (!refused && !validateOnly) broker.topics.create(plan);
      response.string(plan.name).int16(refused?.error ?? 0);
      if (version >= 1) response.string(refused?.message ?? null);
    });
  };
}

function readPlan(request: WireReader): TopicPlan {
  const name = request.string();
  const partitions = request.int32();
  const replicationFactor = request.int16();
  const placed = request.array(() => ({ partition: request.int32(), nodes: request.array(() => request.int32()) }));
  const config = new Map(request.array((): [string, string] => [request.string(), request.nullableString() ?? '']));
  return { name, partitions: placed.length || partitions, replicationFactor, config };
}

export function deleteTopicsHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const names = request.array(() => request.string());
    if (version >= 1) response.int32(0);
    response.array(names, (name) => {
      const error = injected || (broker.topics.delete(name) ? 0 : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
      if (error === 0) broker.coordinator.forgetTopic(name);
      response.string(name).int16(error);
    });
  };
}

export function createPartitionsHandler(broker: Broker): Handler {
  return (request, response, { injected }) => {
    const plans = request.array(() => {
      const plan = { name: request.string(), count: request.int32() };
      request.nullableArray(() => request.array(() => request.int32()));
      return plan;
    });
    request.int32();
    const validateOnly = request.boolean();
    response.int32(0).array(plans, ({ name, count }) => {
      const refused = injected
        ? { error: injected, message: 'injected by a test' }
        : broker.topics.addPartitions(name, count, validateOnly);
      response
        .string(name)
        .int16(refused?.error ?? 0)
        .string(refused?.message ?? null);
    });
  };
}

export function deleteRecordsHandler(broker: Broker): Handler {
  return (request, response, { injected }) => {
    const topics = request.array(() => {
      const name = request.string();
      return { name, targets: request.array(() => ({ partition: request.int32(), offset: request.int64() })) };
    });
    response.int32(0).array(topics, ({ name, targets }) => {
      response.string(name).array(targets, ({ partition, offset }) => {
        const { error, lowWatermark } = injected
          ? { error: injected, lowWatermark: -1 }
          : deleteRecords(broker, name, partition, offset);
        response.int32(partition).int64(lowWatermark).int16(error);
      });
    });
  };
}

function deleteRecords(
  broker: Broker,
  topic: string,
  partition: number,
  offset: number,
): { error: number; lowWatermark: number } {
  const log = broker.topics.log(topic, partition);
  if (log === undefined) return { error: ERROR.UNKNOWN_TOPIC_OR_PARTITION, lowWatermark: -1 };
  const target = offset === DELETE_TO_END ? log.endOffset : offset;
  if (target < 0 || target > log.endOffset) return { error: ERROR.OFFSET_OUT_OF_RANGE, lowWatermark: -1 };
  log.deleteBefore(target);
  return { error: 0, lowWatermark: log.startOffset };
}

export function describeConfigsHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const resources = request.array(() => {
      const type = request.int8();
      const name = request.string();
      return { type, name, keys: request.nullableArray(() => request.string()) };
    });
    response.int32(0).array(resources, ({ type, name, keys }) => {
      const topic = type === TOPIC_RESOURCE ? broker.topics.get(name) : undefined;
      const missing = type === TOPIC_RESOURCE && topic === undefined;
      response.int16(injected || (missing ? ERROR.UNKNOWN_TOPIC_OR_PARTITION : 0));
      response.string(null).int8(type).string(name);
      const settings = topic ? topicSettings(broker, topic) : type === BROKER_RESOURCE ? brokerSettings(broker) : [];
      const wanted = settings.filter(({ name }) => keys?.includes(name) ?? true);
      response.array(wanted, (setting) => writeSetting(response, version, setting));
    });
  };
}

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly source: number;
}

function topicSettings(broker: Broker, topic: Topic): readonly Setting[] {
  return Object.keys(TOPIC_DEFAULTS).map((name) => ({
    name,
    value: broker.topics.setting(topic, name),
    source: topic.config.has(name) ? FROM_TOPIC : FROM_DEFAULTS,
  }));
}

function brokerSettings({ config }: Broker): readonly Setting[] {
  return Object.entries(config).map(([name, value]) => ({ name, value, source: FROM_BROKER }));
}

function writeSetting(response: WireWriter, version: number, { name, value, source }: Setting): void {
  response.string(name).string(value).boolean(false);
  if (version === 0) response.boolean(source === FROM_DEFAULTS);
  else response.int8(source);
  response.boolean(false);
  if (version >= 1) response.array([], () => undefined);
}

export function initProducerIdHandler(broker: Broker): Handler {
  return (request, response, { injected }) => {
    const transactional = request.nullableString() !== null;
    const error = injected || (transactional ? ERROR.INVALID_REQUEST : 0);
    response
      .int32(0)
      .int16(error)
      .int64(error ? -1 : broker.nextProducerId())
      .int16(error ? -1 : 0);
  };
}
