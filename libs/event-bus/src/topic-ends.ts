import type { Admin, Position } from './kafka-adapter';
import { pause } from './signals';

/** A topic that was created just now may have no leader for a moment; kafkajs itself retries other errors only. */
const LEADER_ATTEMPTS = 25;
const LEADER_DELAY_MS = 200;

/** Where each partition of the topic ends now; rejects when it has no leader within 5 s. */
export async function endsOf(admin: Pick<Admin, 'fetchTopicOffsets'>, topic: string): Promise<Position[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      const ends = await admin.fetchTopicOffsets(topic);
      return ends.map(({ partition, high }) => ({ topic, partition, offset: high }));
    } catch (error) {
      const retriable = error instanceof Error && 'retriable' in error && error.retriable === true;
      if (!retriable || attempt === LEADER_ATTEMPTS) throw error;
      await pause(LEADER_DELAY_MS);
    }
  }
}
