import type { Kafka } from 'kafkajs';
import type { PendingRequests } from './pending-requests';
import type { HistoryWriter } from './history-file';
import type { RequestProducer } from './producer';
import type { Reader } from './reader';
import type { Server } from './servers';
import type { Topics } from './topics';
import type { Worker } from './worker';

/** Everything that runs in a campaign. */
export interface Setup {
  readonly broker: Server;
  readonly database: Server;
  readonly workers: readonly Worker[];
  readonly topics: Topics;
  readonly kafka: Kafka;
  readonly producer: RequestProducer;
  readonly reader: Reader;
  readonly history: HistoryWriter;
  readonly pending: PendingRequests;
}
