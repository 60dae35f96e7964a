import type { Query } from '#storage';

/** Where the log's records of a partition end. */
export interface SourceEnd {
  readonly topic: string;
  readonly partition: number;
  /** Decimal; behind the last one. */
  readonly offset: string;
}

/** Of the partitions of these topics that it has records of, whatever retention has removed of them. */
export function readEnds(query: Query, topics: readonly string[]): Promise<SourceEnd[]> {
  return query<SourceEnd & Record<string, unknown>>(
    'SELECT topic, partition, next_offset AS "offset" FROM event_sources WHERE topic = ANY($1::text[])',
    [topics],
  );
}
