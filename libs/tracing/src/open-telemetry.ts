import { AsyncLocalStorage } from 'node:async_hooks';
import { diag, DiagLogLevel, ROOT_CONTEXT, type Context, type DiagLogger } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { contextOf, OpenTelemetrySpan, spanOptionsOf } from './open-telemetry-span';
import { samplerOf, type TraceSampler } from './sampler';
import type { Tracer } from './span';

export type { TraceSampler };

export interface TracingSettings {
  /** Where traces are sent: OTLP over HTTP, protobuf. May hold a password: never log it. */
  readonly url: string;
  /** Of each request to it; may hold a password. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sampler: TraceSampler;
  /** Who is traced: `service.name` and the like. */
  readonly resource: Readonly<Record<string, string>>;
  readonly log: { warn(facts: object, message: string): void };
}

/** What others wrote, in attributes, is cut here. */
const MAX_VALUE_LENGTH = 512;

/**
 * Spans wait in a queue of 2,048 (`OTEL_BSP_MAX_QUEUE_SIZE`) for whoever takes them; what has no room there is dropped.
 * Nothing is registered for all of the process: no other library's spans are sent.
 */
export function openTelemetry(settings: TracingSettings): Tracer {
  tellProblems(settings.log);
  const exporter = new OTLPTraceExporter({ url: settings.url, headers: { ...settings.headers } });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ ...settings.resource }),
    sampler: samplerOf(settings.sampler),
    spanLimits: { attributeValueLengthLimit: MAX_VALUE_LENGTH },
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('omninode-workers');
  const running = new AsyncLocalStorage<OpenTelemetrySpan | null>();
  return {
    start: (name, options) => {
      const { parent, attributes } = options;
      const within: Context = parent === undefined ? (running.getStore()?.own ?? ROOT_CONTEXT) : contextOf(parent);
      const span = tracer.startSpan(name, spanOptionsOf(options), within);
      return new OpenTelemetrySpan(span, running, attributes);
    },
    active: () => running.getStore() ?? null,
    outside: (work) => running.run(null, work),
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

/** A collector that is away is one warning a minute: the log leaves out what repeats, and numbers would be no repetition. */
function tellProblems(log: TracingSettings['log']): void {
  setGlobalErrorHandler((error) => log.warn({ error }, 'spans could not be handed over and are lost'));
  const warn = (message: string): void => log.warn({ reason: message.replaceAll(/\d+/g, 'n') }, 'tracing');
  const nothing = (): void => undefined;
  const logger: DiagLogger = { error: warn, warn, info: nothing, debug: nothing, verbose: nothing };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}
