/** An event's part in a conversation, as the recorder tells it. */
export interface Moment {
  readonly at: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly pattern: string;
  readonly event_type: string | null;
  readonly source: string | null;
  readonly correlation_id: string | null;
  readonly latency_ms: number | null;
  readonly found_by: string | null;
  readonly marks: readonly string[];
  readonly error_code: string | null;
  readonly status: string | null;
  readonly progress: number | null;
  readonly message: string | null;
  readonly outcome: string | null;
  readonly duration_ms: number | null;
}

export interface Hop extends Moment {
  readonly event_id: string;
  readonly parent: string | null;
  readonly depth: number;
}

export interface TraceAnswer {
  readonly correlation_id: string;
  readonly outcome: string;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly complete: boolean;
  /** Each cause before what it caused. */
  readonly events: readonly Hop[];
}

export interface SessionAnswer {
  readonly session_id: string;
  readonly status: string | null;
  readonly progress: number | null;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly complete: boolean;
  readonly requests: { readonly answered: number; readonly failed: number; readonly pending: number };
  readonly success_rate: number | null;
  readonly durations_ms: Readonly<Record<'avg' | 'min' | 'max' | 'p50' | 'p95' | 'p99', number>> | null;
  readonly by_type: readonly Breakdown[];
  readonly by_topic: readonly Breakdown[];
  readonly bottlenecks: readonly Bottleneck[];
  readonly timeline: readonly Moment[];
}

export interface Breakdown {
  readonly name: string;
  readonly events: number;
  readonly errors: number;
}

export interface Bottleneck {
  readonly topic: string;
  readonly requests: number;
  readonly p95_ms: number;
  readonly severity: string;
}
