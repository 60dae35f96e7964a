import { ERROR } from '../apis';
import { Broker, Handler } from '../broker';
import { Appended } from '../partition-log';

export function produceHandler(broker: Broker): Handler {
  return (request, response, call) => {
    request.nullableString();
    const acks = request.int16();
    request.int32();
    const refused = call.injected || ([-1, 0, 1].includes(acks) ? 0 : ERROR.INVALID_REQUIRED_ACKS);
    const topics = request.array(() => {
      const name = request.string();
      const partitions = request.array(() => ({ index: request.int32(), records: request.bytes() }));
      return { name, partitions };
    });
    let failed = false;
    const append = (topic: string, index: number, records: Buffer): Appended =>
      refused ? { error: refused, baseOffset: -1 } : appendTo(broker, topic, index, records);
    response.array(topics, ({ name, partitions }) => {
      response.string(name).array(partitions, ({ index, records }) => {
        const { error, baseOffset } = append(name, index, records);
        failed ||= error !== 0;
        response.int32(index).int16(error).int64(baseOffset).int64(-1);
        if (call.version >= 5) response.int64(broker.topics.log(name, index)?.startOffset ?? -1);
      });
    });
    response.int32(0);
    if (acks !== 0) return undefined;
    // A producer that wants no answer learns of an error by losing its connection.
    return failed ? 'hang up' : 'silent';
  };
}

function appendTo(broker: Broker, name: string, index: number, records: Buffer): Appended {
  const topic = broker.topics.get(name);
  const log = topic?.partitions[index];
  if (topic === undefined || log === undefined) return { error: ERROR.UNKNOWN_TOPIC_OR_PARTITION, baseOffset: -1 };
  return log.append(records, broker.topics.limitsOf(topic), broker.now());
}
