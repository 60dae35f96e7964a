export type { TracingSettings, TraceSampler } from './open-telemetry';
export type { Attributes, Span, SpanOptions } from './span';
export { readTraceContext, type TraceContext } from './trace-context';
export {
  activeSpan,
  bound,
  errorCodeOf,
  inSpan,
  isTracing,
  outsideSpans,
  startSpan,
  startTracing,
  stopTracing,
  withinSpan,
} from './tracing';
