import type { TraceContext } from './trace-context';

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** Named by OpenTelemetry's semantic conventions; what is `undefined` is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanOptions {
  readonly kind: SpanKind;
  /** Asked for only where the span is recorded. */
  readonly attributes?: () => Attributes;
  /** What it is part of: left out, the span that runs; `null`, nothing: a trace begins. */
  readonly parent?: TraceContext | null;
  /** What it has to do with, in other traces. */
  readonly links?: readonly TraceContext[];
  /** By `performance.now()`; now where it is left out. */
  readonly startedAt?: number;
}

/** A piece of work that is being traced. */
export interface Span {
  /** For messages that it sends. */
  readonly context: TraceContext;
  /** For lines of the log. */
  readonly ids: { readonly trace_id: string; readonly span_id: string };
  /** Runs work as part of it: spans that begin there are its children. */
  run<Result>(work: () => Result): Result;
  set(attributes: Attributes): void;
  rename(name: string): void;
  /** It failed, with a stable code; what was said first stays. */
  fail(code: string): void;
  end(): void;
}

/** What spans are made with while the process is traced. */
export interface Tracer {
  start(name: string, options: SpanOptions): Span;
  /** The span that runs here; `null` where none does. */
  active(): Span | null;
  /** Runs work that belongs to no span. */
  outside<Result>(work: () => Result): Result;
  /** Hands over what has ended, as far as it can. */
  stop(): Promise<void>;
}
