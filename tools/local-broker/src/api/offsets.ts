import { ERROR } from '../apis';
import { Broker, Handler } from '../broker';
import { CommittedOffset } from '../coordinator';

const LATEST = -1;
const EARLIEST = -2;

export function listOffsetsHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    request.int32();
    if (version >= 2) {
      request.int8();
      response.int32(0);
    }
    const topics = request.array(() => {
      const name = request.string();
      return { name, asked: request.array(() => ({ partition: request.int32(), timestamp: request.int64() })) };
    });
    response.array(topics, ({ name, asked }) => {
      response.string(name).array(asked, ({ partition, timestamp }) => {
        const found = lookUp(broker, name, partition, timestamp, injected);
        response.int32(partition).int16(found.error).int64(found.timestamp).int64(found.offset);
      });
    });
  };
}

interface ListedOffset {
  readonly error: number;
  readonly timestamp: number;
  readonly offset: number;
}

function lookUp(broker: Broker, topic: string, partition: number, timestamp: number, injected: number): ListedOffset {
  const nothing = { error: 0, timestamp: -1, offset: -1 };
  const log = broker.topics.log(topic, partition);
  if (injected || log === undefined) return { ...nothing, error: injected || ERROR.UNKNOWN_TOPIC_OR_PARTITION };
  if (timestamp === LATEST) return { ...nothing, offset: log.endOffset };
  if (timestamp === EARLIEST) return { ...nothing, offset: log.startOffset };
  if (timestamp < EARLIEST) return { ...nothing, error: ERROR.UNSUPPORTED_VERSION };
  return { ...nothing, ...log.offsetSince(timestamp) };
}

export function offsetCommitHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const group = request.string();
    const generation = request.int32();
    const member = request.string();
    request.int64();
    const topics = request.array(() => {
      const topic = request.string();
      const partitions = request.array((): CommittedOffset => {
        return { topic, partition: request.int32(), offset: request.int64(), metadata: request.nullableString() };
      });
      return { topic, partitions };
    });
    const refused = injected || broker.coordinator.refuseCommit(group, member, generation);
    if (version >= 3) response.int32(0);
    response.array(topics, ({ topic, partitions }) => {
      response.string(topic).array(partitions, (committed) => {
        const known = broker.topics.log(topic, committed.partition) !== undefined;
        const error = refused || (known ? 0 : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
        if (error === 0) broker.coordinator.commit(group, committed);
        response.int32(committed.partition).int16(error);
      });
    });
  };
}

export function offsetFetchHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const group = request.string();
    const asked = request.nullableArray(() => ({
      topic: request.string(),
      partitions: request.array(() => request.int32()),
    }));
    if (version >= 3) response.int32(0);
    response.array(asked ?? everything(broker, group), ({ topic, partitions }) => {
      response.string(topic).array(partitions, (partition) => {
        const committed = injected ? undefined : broker.coordinator.committed(group, topic, partition);
        response.int32(partition).int64(committed?.offset ?? -1);
        response.string(committed?.metadata ?? '').int16(injected);
      });
    });
    if (version >= 2) response.int16(injected);
  };
}

function everything(broker: Broker, group: string): Array<{ topic: string; partitions: number[] }> {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of broker.coordinator.allCommitted(group)) {
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), partition]);
  }
  return [...byTopic].map(([topic, partitions]) => ({ topic, partitions }));
}
