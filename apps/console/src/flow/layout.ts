/** What is drawn of an event. */
export interface Drawn {
  readonly event_id: string;
  readonly at: string;
  /** The event that caused it. */
  readonly parent: string | null;
}

export interface Node {
  readonly id: string;
  /** 0 where the drawing begins, 1 where it ends. */
  readonly x: number;
  /** Row. */
  readonly y: number;
}

export interface Edge {
  readonly from: Node;
  readonly to: Node;
}

export interface Layout {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** One row for each event, in the order given; across by time. */
export function layoutFlow(events: readonly Drawn[]): Layout {
  const times = events.map(({ at }) => Date.parse(at));
  const begin = times.reduce((least, one) => Math.min(least, one), Infinity);
  const length = times.reduce((most, one) => Math.max(most, one), -Infinity) - begin;
  const nodes = events.map(({ event_id }, row): Node => ({
    id: event_id,
    x: length > 0 ? (times[row]! - begin) / length : 0,
    y: row,
  }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = events.flatMap(({ parent }, row): Edge[] => {
    const from = parent === null ? undefined : byId.get(parent);
    return from === undefined ? [] : [{ from, to: nodes[row]! }];
  });
  return { nodes, edges };
}

/** In a session each event follows the one before it with the same correlation id. */
export function followedBy<Moment extends Omit<Drawn, 'parent'> & { readonly correlation_id: string | null }>(
  moments: readonly Moment[],
): readonly (Moment & Drawn)[] {
  const last = new Map<string, string>();
  return moments.map((moment) => {
    const { correlation_id, event_id } = moment;
    const parent = correlation_id === null ? null : (last.get(correlation_id) ?? null);
    if (correlation_id !== null) last.set(correlation_id, event_id);
    return { ...moment, parent };
  });
}
