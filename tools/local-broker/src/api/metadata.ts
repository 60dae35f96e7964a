import { API_NAMES, APIS, ERROR } from '../apis';
import { Broker, Handler } from '../broker';
import { isTopicName } from '../topics';
import { WireWriter } from '../wire';

/** Versions beyond ours are answered in the oldest form with an error, from which every client falls back. */
export const apiVersions: Handler = (_request, response, call) => {
  const supported = call.version <= APIS.ApiVersions.max;
  response.int16(supported ? call.injected : ERROR.UNSUPPORTED_VERSION);
  response.array(API_NAMES, (name) => {
    const { key, min, max } = APIS[name];
    response.int16(key).int16(min).int16(max);
  });
  if (supported && call.version >= 1) response.int32(0);
};

export function metadataHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const asked = request.nullableArray(() => request.string());
    const mayCreate = version < 4 || request.boolean();
    const all = asked === null || (version === 0 && asked.length === 0);
    const names = all ? broker.topics.all().map((topic) => topic.name) : [...new Set(asked)];
    writeCluster(broker, response, version);
    response.array(names, (name) =>
      writeTopic(broker, response, version, name, injected || open(broker, name, mayCreate)),
    );
  };
}

/** Zero where the topic exists or was created just now. */
function open(broker: Broker, name: string, mayCreate: boolean): number {
  if (broker.topics.get(name)) return 0;
  if (!isTopicName(name)) return ERROR.INVALID_TOPIC;
  if (!mayCreate || !broker.autoCreateTopics) return ERROR.UNKNOWN_TOPIC_OR_PARTITION;
  const plan = { name, partitions: -1, replicationFactor: -1, config: new Map() };
  const refused = broker.topics.refuse(plan);
  if (!refused) broker.topics.create(plan);
  return refused ? ERROR.UNKNOWN_TOPIC_OR_PARTITION : 0;
}

function writeCluster(broker: Broker, response: WireWriter, version: number): void {
  const { id, host, port } = broker.node;
  if (version >= 3) response.int32(0);
  response.array([broker.node], () => {
    response.int32(id).string(host).int32(port);
    if (version >= 1) response.string(null);
  });
  if (version >= 2) response.string(broker.clusterId);
  if (version >= 1) response.int32(id);
}

function writeTopic(broker: Broker, response: WireWriter, version: number, name: string, error: number): void {
  const node = [broker.node.id];
  const writeNode = (id: number): WireWriter => response.int32(id);
  response.int16(error).string(name);
  if (version >= 1) response.boolean(false);
  const partitions = error ? [] : (broker.topics.get(name)?.partitions ?? []);
  response.array([...partitions.keys()], (index) => {
    response.int16(0).int32(index).int32(broker.node.id).array(node, writeNode).array(node, writeNode);
    if (version >= 5) response.array([], writeNode);
  });
}
