import { randomUUID, type KeyObject } from 'node:crypto';
import { AUDIT_CHECKPOINT_TOPIC, parseJsonObject, readEnvelope, type InboundRecord } from '#contracts';
import type { Batch, KafkaConnection, SubscriptionEvents } from '#event-bus';
import { checkCheckpoint, readCheckpoint, type Checkpoint } from '#event-log';
import type { Arguments } from '../arguments';
import { connectionOf, requireTopics } from '../broker';
import { Failure } from '../failure';
import { unlessEnded, type Session } from '../session';

const SESSION_TIMEOUT_MS = 30_000;

/** All checkpoints that are on the topic now and name one of the keys; other systems on the broker have others. */
export async function topicCheckpoints(
  typed: Arguments,
  publicKeys: readonly KeyObject[],
  session: Session,
): Promise<readonly Checkpoint[]> {
  const connection = connectionOf(typed);
  await unlessEnded(session.signal, requireTopics(connection, [AUDIT_CHECKPOINT_TOPIC]));
  const records = await unlessEnded(session.signal, readAll(connection));
  const all = records.flatMap((record) => (record.value === null ? [] : [checkpointOf(record)]));
  const ours = all.filter((checkpoint) => checkCheckpoint(checkpoint, publicKeys) !== 'unknown_key');
  if (ours.length > 0) return ours;
  throw new Failure('no', `${AUDIT_CHECKPOINT_TOPIC} has no checkpoint that was signed with one of these keys`);
}

function checkpointOf(record: InboundRecord): Checkpoint {
  const json = parseJsonObject(record.value);
  const checkpoint = json.ok ? readCheckpoint(readEnvelope(record, json).payload) : undefined;
  if (checkpoint !== undefined) return checkpoint;
  throw new Failure('no', `${record.topic}/${record.partition}/${record.offset} is no checkpoint`);
}

async function readAll(connection: KafkaConnection): Promise<readonly InboundRecord[]> {
  const ranges = await connection.administration.ranges([AUDIT_CHECKPOINT_TOPIC]);
  const filled = ranges.filter(({ beginning, end }) => BigInt(beginning) < BigInt(end));
  if (filled.length === 0) return [];
  const reader = new Reader(filled.map(({ partition, end }) => [partition, BigInt(end)] as const));
  const groupId = `omninode-cli-${randomUUID()}`;
  const asked = {
    groupId,
    topics: [AUDIT_CHECKPOINT_TOPIC],
    fromBeginning: true,
    sessionTimeoutMs: SESSION_TIMEOUT_MS,
  };
  const subscription = await connection.subscribe(asked, reader);
  try {
    await reader.done;
    return reader.records;
  } finally {
    await subscription.stop();
    await connection.administration.deleteGroup(groupId).catch(() => undefined);
  }
}

/** Takes what a topic has, as far as its ends when it was asked. */
class Reader implements SubscriptionEvents {
  readonly records: InboundRecord[] = [];
  readonly done: Promise<void>;
  readonly #left: Map<number, bigint>;
  #finish: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor(ends: readonly (readonly [partition: number, end: bigint])[]) {
    this.#left = new Map(ends);
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    this.done.catch(() => undefined);
  }

  async onBatch({ partition, pieces }: Batch): Promise<bigint | null> {
    let next: bigint | null = null;
    for await (const piece of pieces) {
      const end = this.#left.get(partition) ?? 0n;
      this.records.push(...piece.records.filter(({ offset }) => BigInt(offset) < end));
      ({ next } = piece);
      if (next >= end) this.#left.delete(partition);
    }
    if (this.#left.size === 0) this.#finish();
    return next;
  }

  onCrash(error: Error, fatal: boolean): void {
    if (fatal) this.#fail(error);
  }
}
