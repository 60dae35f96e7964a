import type { LoggedEvent } from '#event-log';

/** A record that the broker acknowledged. */
export interface Sent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
}

export interface LogFaults {
  /** Acknowledged and not in the log. */
  readonly lost: readonly string[];
  /** In the log more than once. */
  readonly doubled: readonly string[];
  /** In the log with other bytes. */
  readonly altered: readonly string[];
  /** Of one partition, with a position behind that of a later record. */
  readonly outOfOrder: readonly string[];
}

export const NO_LOG_FAULTS: LogFaults = { lost: [], doubled: [], altered: [], outOfOrder: [] };

/** What was sent beside what the log holds, in the order of positions. */
export function checkLog(sent: readonly Sent[], log: readonly LoggedEvent[]): LogFaults {
  const byPlace = new Map<string, LoggedEvent[]>();
  for (const event of log) byPlace.set(placeOf(event), [...(byPlace.get(placeOf(event)) ?? []), event]);
  const last = new Map<string, bigint>();
  const outOfOrder = log.filter(({ topic, partition, offset }) => {
    const source = `${topic}/${partition}`;
    const before = last.get(source) ?? -1n;
    last.set(source, BigInt(offset));
    return BigInt(offset) < before;
  });
  return {
    lost: sent.map(placeOf).filter((place) => !byPlace.has(place)),
    doubled: [...byPlace].filter(([, events]) => events.length > 1).map(([place]) => place),
    altered: sent
      .filter((record) => byPlace.get(placeOf(record))?.some((event) => !isSame(record, event)))
      .map((record) => placeOf(record)),
    outOfOrder: outOfOrder.map(placeOf),
  };
}

function isSame({ key, value }: Sent, event: LoggedEvent): boolean {
  return textOf(event.key) === key && textOf(event.value) === value;
}

function textOf(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString();
}

function placeOf({ topic, partition, offset }: Pick<Sent, 'topic' | 'partition' | 'offset'>): string {
  return `${topic}/${partition}/${offset}`;
}
