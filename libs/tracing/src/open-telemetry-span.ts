import type { AsyncLocalStorage } from 'node:async_hooks';
import {
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Link,
  type Span as SdkSpan,
  type SpanContext,
  type SpanOptions as SdkOptions,
} from '@opentelemetry/api';
import { shownText } from '#redaction';
import type { Attributes, Span, SpanOptions } from './span';
import type { TraceContext } from './trace-context';

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const satisfies Readonly<Record<SpanOptions['kind'], SpanKind>>;

export class OpenTelemetrySpan implements Span {
  /** For the SDK: what is below this span. */
  readonly own: Context;
  readonly #running: AsyncLocalStorage<OpenTelemetrySpan | null>;
  readonly #span: SdkSpan;
  #hasFailed = false;

  constructor(span: SdkSpan, running: AsyncLocalStorage<OpenTelemetrySpan | null>, attributes?: () => Attributes) {
    this.#span = span;
    this.#running = running;
    this.own = trace.setSpan(ROOT_CONTEXT, span);
    if (attributes !== undefined && span.isRecording()) this.set(attributes());
  }

  get context(): TraceContext {
    const { traceId, spanId, traceFlags, traceState } = this.#span.spanContext();
    const sampled = (traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01';
    const tracestate = traceState?.serialize() ?? '';
    return { traceparent: `00-${traceId}-${spanId}-${sampled}`, ...(tracestate !== '' && { tracestate }) };
  }

  get ids() {
    const { traceId, spanId } = this.#span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }

  run<Result>(work: () => Result): Result {
    return this.#running.run(this, work);
  }

  set(attributes: Attributes): void {
    if (this.#span.isRecording()) this.#span.setAttributes(safe(attributes));
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  fail(code: string): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#span.setAttribute('error.type', code);
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  }

  end(): void {
    this.#span.end();
  }
}

export function spanOptionsOf({ kind, links = [], startedAt }: SpanOptions): SdkOptions {
  return { kind: KINDS[kind], links: links.map(linkTo), startTime: wallTime(startedAt) };
}

/** By the clock that all other times are of: the two drift apart while a process lives. */
function wallTime(startedAt: number | undefined): number | undefined {
  return startedAt === undefined ? undefined : Date.now() - (performance.now() - startedAt);
}

/** Below a span of another program; below none where there is none. */
export function contextOf(parent: TraceContext | null): Context {
  return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent));
}

function linkTo(linked: TraceContext): Link {
  return { context: spanContextOf(linked) };
}

function spanContextOf({ traceparent, tracestate }: TraceContext): SpanContext {
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
    traceState: tracestate === undefined ? undefined : createTraceState(tracestate),
  };
}

/** What strangers wrote is shown as it is in the log: without secrets and control characters. */
function safe(attributes: Attributes): Attributes {
  const shown: Record<string, string | number | boolean | undefined> = {};
  for (const [name, value] of Object.entries(attributes)) {
    shown[name] = typeof value === 'string' ? shownText(value) : value;
  }
  return shown;
}
