import { ApiName } from '../../tools/local-broker/src/apis';
import { RawClient } from './raw-client';

export interface Joined {
  readonly error: number;
  readonly generation: number;
  readonly protocol: string;
  readonly leader: string;
  readonly memberId: string;
  readonly members: readonly string[];
}

export interface JoinFields {
  readonly group: string;
  readonly memberId?: string;
  readonly protocols?: readonly string[];
  readonly sessionTimeoutMs?: number;
}

/** JoinGroup 3: the last version that does not send a new member back once to fetch its id. */
export async function join(client: RawClient, fields: JoinFields): Promise<Joined> {
  const { group, memberId = '', protocols = ['raw'], sessionTimeoutMs = 6000 } = fields;
  const response = await client.request('JoinGroup', 3, (request) => {
    request.string(group).int32(sessionTimeoutMs).int32(10_000).string(memberId).string('consumer');
    request.array(protocols, (name) => request.string(name).bytes(Buffer.from(name)));
  });
  response.int32();
  const [error, generation] = [response.int16(), response.int32()];
  const [protocol, leader, id] = [response.string(), response.string(), response.string()];
  const members = response.array(() => {
    const member = response.string();
    response.bytes();
    return member;
  });
  return { error, generation, protocol, leader, memberId: id, members };
}

export interface Membership {
  readonly group: string;
  readonly generation: number;
  readonly memberId: string;
}

/** Every member is assigned its own id as bytes. */
export async function sync(
  client: RawClient,
  membership: Membership,
  members: readonly string[],
): Promise<{ error: number; assignment: string }> {
  const { group, generation, memberId } = membership;
  const response = await client.request('SyncGroup', 1, (request) => {
    request.string(group).int32(generation).string(memberId);
    request.array(members, (member) => request.string(member).bytes(Buffer.from(member)));
  });
  response.int32();
  return { error: response.int16(), assignment: response.bytes().toString() };
}

export async function heartbeat(client: RawClient, { group, generation, memberId }: Membership): Promise<number> {
  return errorOf(client, 'Heartbeat', (request) => request.string(group).int32(generation).string(memberId));
}

export async function leave(client: RawClient, { group, memberId }: Membership): Promise<number> {
  return errorOf(client, 'LeaveGroup', (request) => request.string(group).string(memberId));
}

export async function commit(
  client: RawClient,
  { group, generation, memberId }: Membership,
  topic: string,
  offset: number,
): Promise<number> {
  const response = await client.request('OffsetCommit', 2, (request) => {
    request.string(group).int32(generation).string(memberId).int64(-1).int32(1).string(topic);
    request.int32(1).int32(0).int64(offset).string(null);
  });
  response.int32();
  response.string();
  response.int32();
  response.int32();
  return response.int16();
}

/** Commits without membership, as admin tools do; only an empty group allows it. */
export async function commitFromOutside(
  client: RawClient,
  group: string,
  topic: string,
  offset: number,
): Promise<number> {
  return commit(client, { group, generation: -1, memberId: '' }, topic, offset);
}

/** A client alone in its group: joined, synced and stable. */
export async function joinAlone(client: RawClient, group: string, protocols?: readonly string[]): Promise<Membership> {
  const { generation, memberId } = await join(client, { group, protocols });
  const membership = { group, generation, memberId };
  await sync(client, membership, [memberId]);
  return membership;
}

async function errorOf(client: RawClient, api: ApiName, body: Parameters<RawClient['request']>[2]): Promise<number> {
  const response = await client.request(api, 1, body);
  response.int32();
  return response.int16();
}
