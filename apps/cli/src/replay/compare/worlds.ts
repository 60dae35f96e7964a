import { randomUUID } from 'node:crypto';
import type { Origin } from '#contracts';
import type { StampRow } from '#stamping';
import { ORIGIN } from '../../origin';

/** All that one instance has and another has not. */
export interface World {
  readonly origin: Origin;
  /** Milliseconds of a clock that is never set back. */
  readonly elapsed: () => number;
  /** What the first stamp of a content said, where it is not known: later ones say the same. */
  readonly firstStamp: Partial<Pick<StampRow, 'content_type' | 'file_path' | 'metadata'>>;
}

export const HERE: World = { origin: ORIGIN, elapsed: () => performance.now(), firstStamp: {} };

const FAR_AWAY_MS = Date.UTC(1999, 11, 31, 23, 59, 59, 999);
const SLOW_MS = 1_000_003;

/** Shares nothing with the other: what differs between two answers from them differs by nature. */
export const ELSEWHERE: World = {
  origin: {
    service: 'elsewhere',
    version: '0.0.0-elsewhere',
    instanceId: 'elsewhere-0',
    hostname: 'elsewhere',
    now: () => new Date(FAR_AWAY_MS),
    newId: randomUUID,
  },
  elapsed: (() => {
    let now = 0;
    return () => (now += SLOW_MS);
  })(),
  firstStamp: {
    content_type: 'x-elsewhere/x-elsewhere',
    file_path: 'elsewhere',
    metadata: {
      document_id: 'elsewhere',
      op_id: 'elsewhere',
      protocol_version: 'elsewhere',
      version: 0,
      metadata_version: 'elsewhere',
      intelligence_data: { elsewhere: true },
    },
  },
};
