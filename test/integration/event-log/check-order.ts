/** What a reader saw that the rule forbids: nothing may appear behind a position that was already read. */
export interface OrderFaults {
  /** In the log, at a position the reader had passed, and not among what it read. */
  readonly missed: readonly string[];
  /** Read, and not in the log: a transaction that was rolled back must never be seen. */
  readonly unreal: readonly string[];
  /** Read, or stored, more than once. */
  readonly repeated: readonly string[];
  /** Read before another event of its writer that was written earlier. */
  readonly reordered: readonly string[];
}

export interface Placed {
  readonly position: string;
  /** Of its writer: partition and offset. */
  readonly partition: number;
  readonly offset: string;
}

/** Compares what a reader that only went forward has read with what the log holds in the end. */
export function checkOrder(read: readonly Placed[], log: readonly Placed[]): OrderFaults {
  const seen = new Set(read.map(({ position }) => position));
  const stored = new Set(log.map(({ position }) => position));
  const last = new Map<number, bigint>();
  const reordered = read.filter(({ partition, offset }) => {
    const before = last.get(partition) ?? -1n;
    last.set(partition, BigInt(offset));
    return BigInt(offset) < before;
  });
  return {
    missed: log.filter(({ position }) => !seen.has(position)).map(({ position }) => position),
    unreal: read.filter(({ position }) => !stored.has(position)).map(({ position }) => position),
    repeated: [...repeats(read), ...repeats(log)],
    reordered: reordered.map(({ position }) => position),
  };
}

function repeats(events: readonly Placed[]): string[] {
  const seen = new Set<string>();
  return events
    .map(({ position }) => position)
    .filter((position) => {
      const known = seen.has(position);
      seen.add(position);
      return known;
    });
}

export const NO_FAULTS: OrderFaults = { missed: [], unreal: [], repeated: [], reordered: [] };
