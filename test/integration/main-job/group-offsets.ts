import { eventually } from '../../support/eventually';
import { RawClient } from '../../conformance/raw-client';

/** Where a group continues to read. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * Commits for a group without members, as admin tools do. A fresh Apache Kafka creates the topic that keeps
 * offsets when it is first asked for a coordinator, so it is asked until every position is taken.
 */
export async function commitFromOutside(
  bootstrap: string,
  group: string,
  positions: readonly Position[],
): Promise<void> {
  const client = await RawClient.connect(bootstrap);
  try {
    await eventually('the group takes its offsets', async () => {
      await client.request('FindCoordinator', 1, (request) => request.string(group).int8(0));
      const errors = await commit(client, group, positions);
      return errors.every((error) => error === 0);
    });
  } finally {
    client.close();
  }
}

async function commit(client: RawClient, group: string, positions: readonly Position[]): Promise<readonly number[]> {
  const response = await client.request('OffsetCommit', 2, (request) => {
    request.string(group).int32(-1).string('').int64(-1).int32(positions.length);
    for (const { topic, partition, offset } of positions) {
      request.string(topic).int32(1).int32(partition).int64(Number(offset)).string(null);
    }
  });
  return response
    .array(() => {
      response.string();
      return response.array(() => {
        response.int32();
        return response.int16();
      });
    })
    .flat();
}
