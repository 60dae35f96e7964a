import { ERROR } from './apis';
import { BatchHeader } from './record-batch';

/** Apache Kafka remembers the last five batches of a producer per partition, as many as a client may have in flight. */
const REMEMBERED_BATCHES = 5;
const MAX_SEQUENCE = 2 ** 31 - 1;

interface KnownBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
}

interface Producer {
  readonly epoch: number;
  readonly recent: KnownBatch[];
}

export type SequenceVerdict =
  { kind: 'append' } | { kind: 'duplicate'; baseOffset: number } | { kind: 'refuse'; error: number };

/** What one partition knows about its idempotent producers. */
export class ProducerSequences {
  private readonly producers = new Map<number, Producer>();

  judge(batch: BatchHeader): SequenceVerdict {
    const producer = this.producers.get(batch.producerId);
    if (batch.producerId < 0 || producer === undefined) return { kind: 'append' };
    if (batch.producerEpoch < producer.epoch) return { kind: 'refuse', error: ERROR.INVALID_PRODUCER_EPOCH };
    if (batch.producerEpoch > producer.epoch) return expect(batch.baseSequence === 0);
    const known = producer.recent.find(
      (one) => one.firstSequence === batch.baseSequence && one.lastSequence === lastSequence(batch),
    );
    if (known) return { kind: 'duplicate', baseOffset: known.baseOffset };
    return expect(batch.baseSequence === following(producer.recent.at(-1)?.lastSequence ?? -1));
  }

  remember(batch: BatchHeader, baseOffset: number): void {
    if (batch.producerId < 0) return;
    const known = this.producers.get(batch.producerId);
    const recent = known?.epoch === batch.producerEpoch ? known.recent : [];
    recent.push({ firstSequence: batch.baseSequence, lastSequence: lastSequence(batch), baseOffset });
    this.producers.set(batch.producerId, { epoch: batch.producerEpoch, recent: recent.slice(-REMEMBERED_BATCHES) });
  }
}

function expect(inOrder: boolean): SequenceVerdict {
  return inOrder ? { kind: 'append' } : { kind: 'refuse', error: ERROR.OUT_OF_ORDER_SEQUENCE };
}

function lastSequence(batch: BatchHeader): number {
  return (batch.baseSequence + batch.lastOffsetDelta) % (MAX_SEQUENCE + 1);
}

function following(sequence: number): number {
  return sequence === MAX_SEQUENCE ? 0 : sequence + 1;
}
