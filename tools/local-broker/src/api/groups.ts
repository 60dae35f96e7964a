import { ERROR } from '../apis';
import { Broker, Handler } from '../broker';
import { failedJoin, Group, metadataOf } from '../group';
import { WireWriter } from '../wire';

const GROUP_KEY = 0;

export function findCoordinatorHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    request.string();
    const keyType = version >= 1 ? request.int8() : GROUP_KEY;
    // Transactions are not offered, so no transactional id has a coordinator.
    const error = injected || (keyType === GROUP_KEY ? 0 : ERROR.INVALID_REQUEST);
    const { id, host, port } = error ? { id: -1, host: '', port: -1 } : broker.node;
    if (version >= 1) response.int32(0);
    response.int16(error);
    if (version >= 1) response.string(null);
    response.int32(id).string(host).int32(port);
  };
}

export function joinGroupHandler(broker: Broker): Handler {
  return async (request, response, { version, injected, clientId, clientHost }) => {
    const group = request.string();
    const sessionTimeoutMs = request.int32();
    const rebalanceTimeoutMs = version >= 1 ? request.int32() : sessionTimeoutMs;
    const memberId = request.string();
    const protocolType = request.string();
    const protocols = request.array(() => ({ name: request.string(), metadata: Buffer.from(request.bytes()) }));
    const timing = { sessionTimeoutMs, rebalanceTimeoutMs };
    const reply = injected
      ? failedJoin(injected, memberId)
      : await broker.coordinator.join(group, { memberId, clientId, clientHost, ...timing, protocolType, protocols });
    if (version >= 2) response.int32(0);
    response.int16(reply.error).int32(reply.generation).string(reply.protocol).string(reply.leader);
    response.string(reply.memberId).array(reply.members, ({ id, metadata }) => {
      response.string(id).bytes(metadata);
    });
  };
}

export function syncGroupHandler(broker: Broker): Handler {
  return async (request, response, { version, injected }) => {
    const group = request.string();
    const generation = request.int32();
    const member = request.string();
    const assignments = new Map(
      request.array((): [string, Buffer] => [request.string(), Buffer.from(request.bytes())]),
    );
    const reply = injected
      ? { error: injected, assignment: Buffer.alloc(0) }
      : await broker.coordinator.sync(group, member, generation, assignments);
    if (version >= 1) response.int32(0);
    response.int16(reply.error).bytes(reply.assignment);
  };
}

export function heartbeatHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const group = request.string();
    const generation = request.int32();
    const member = request.string();
    if (version >= 1) response.int32(0);
    response.int16(injected || broker.coordinator.heartbeat(group, member, generation));
  };
}

export function leaveGroupHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const group = request.string();
    const member = request.string();
    if (version >= 1) response.int32(0);
    response.int16(injected || broker.coordinator.leave(group, member));
  };
}

export function listGroupsHandler(broker: Broker): Handler {
  return (_request, response, { version, injected }) => {
    if (version >= 1) response.int32(0);
    response.int16(injected).array(broker.coordinator.groups(), ({ id, group }) => {
      response.string(id).string(group.protocolType);
    });
  };
}

export function describeGroupsHandler(broker: Broker): Handler {
  return (request, response, { version, injected }) => {
    const ids = request.array(() => request.string());
    if (version >= 1) response.int32(0);
    response.array(ids, (id) => {
      response.int16(injected).string(id);
      const group = broker.coordinator.group(id);
      if (injected || group === undefined)
        response
          .string('Dead')
          .string('')
          .string('')
          .array([], () => undefined);
      else writeGroup(response, group);
    });
  };
}

/** The chosen protocol and its metadata are settled only in a stable group. */
function writeGroup(response: WireWriter, group: Group): void {
  const protocol = group.state === 'Stable' ? group.protocol : '';
  response.string(group.state).string(group.protocolType).string(protocol);
  response.array([...group.members.values()], ({ id, request, assignment }) => {
    response.string(id).string(request.clientId).string(request.clientHost);
    response.bytes(metadataOf(request, protocol)).bytes(assignment);
  });
}

export function deleteGroupsHandler(broker: Broker): Handler {
  return (request, response, { injected }) => {
    const ids = request.array(() => request.string());
    response.int32(0).array(ids, (id) => response.string(id).int16(injected || broker.coordinator.delete(id)));
  };
}
