import type { Span, SpanOptions, Tracer } from './span';
import type { TracingSettings } from './open-telemetry';

let tracer: Tracer | null = null;

/** Traces this process from here on; `null` loads nothing and changes nothing. */
export function startTracing(settings: TracingSettings | null): void {
  if (settings === null) return;
  // Required here: it brings hundreds of modules, which take longer to load than all of a small program.
  const { openTelemetry } = require('./open-telemetry') as typeof import('./open-telemetry');
  tracer = openTelemetry(settings);
}

/** Hands over the last spans; does not wait for a collector for longer than `ms`. */
export async function stopTracing(ms: number): Promise<void> {
  const stopping = tracer;
  tracer = null;
  if (stopping === null) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([stopping.stop(), late]);
  clearTimeout(timer);
}

export function isTracing(): boolean {
  return tracer !== null;
}

/** Must be ended by whoever started it; `null` while nothing is traced. */
export function startSpan(name: string, options: SpanOptions): Span | null {
  return tracer === null ? null : tracer.start(name, options);
}

/** The span that runs here; `null` where none does. */
export function activeSpan(): Span | null {
  return tracer === null ? null : tracer.active();
}

/** Work as a span, which has failed where the work rejects. Nothing but the work while nothing is traced. */
export function inSpan<Result>(
  name: string,
  options: SpanOptions,
  work: (span: Span | null) => Promise<Result>,
): Promise<Result> {
  const span = startSpan(name, options);
  return span === null ? work(null) : ended(span, work);
}

/** The same as a part of the span that runs, and only where one does. */
export function withinSpan<Result>(name: string, options: SpanOptions, work: () => Promise<Result>): Promise<Result> {
  return activeSpan() === null ? work() : inSpan(name, options, work);
}

async function ended<Result>(span: Span, work: (span: Span) => Promise<Result>): Promise<Result> {
  try {
    return await span.run(() => work(span));
  } catch (error) {
    span.fail(errorCodeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Work for later, as part of the span that runs now. */
export function bound(work: () => void): () => void {
  const span = activeSpan();
  return span === null ? work : () => span.run(work);
}

/** Work that is nobody's in particular, such as what is shared by all. */
export function outsideSpans<Result>(work: () => Result): Result {
  return tracer === null ? work() : tracer.outside(work);
}

/** The code of an error, else its name. Its message is not for traces: it may say what must not get there. */
export function errorCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
