import { isObject, type BridgeOperations, type PerformanceMetricsEvent } from '#contracts';
import type { Context, Middleware } from '#event-bus';
import { OperationTimes } from './operation-times';

const OPERATIONS: ReadonlySet<string> = new Set<keyof BridgeOperations>([
  'stamp',
  'batch_stamp',
  'stamp_tree',
  'verify',
]);

/** What the bridge did since the window was opened, asked over the bus or as an operation over HTTP. */
export class PerformanceWindow {
  readonly #since: Date;
  readonly #from = performance.now();
  readonly #times = new Map<string, OperationTimes>();
  #bytes = 0;

  constructor(now: Date) {
    this.#since = now;
  }

  record(context: Context, tookMs: number): void {
    const operation = context.address?.route.operation;
    if (operation === undefined || !OPERATIONS.has(operation)) return;
    const times = this.#times.get(operation) ?? new OperationTimes();
    this.#times.set(operation, times);
    times.record(tookMs, context.rejection !== null);
    if (context.rejection === null) this.#bytes += contentBytes(context.request?.payload);
  }

  summary(now: Date): PerformanceMetricsEvent {
    const summaries = [...this.#times].map(([name, times]) => [name, times.summary()] as const);
    const asked = summaries.reduce((sum, [, { count }]) => sum + count, 0);
    const seconds = (performance.now() - this.#from) / 1_000;
    return {
      window_start: this.#since.toISOString(),
      window_end: now.toISOString(),
      operations: Object.fromEntries(summaries),
      bytes: this.#bytes,
      throughput_per_sec: Math.round((asked / seconds) * 100) / 100,
    };
  }
}

/** From the decoded request until all that it caused is published. */
export function measuring(windowNow: () => PerformanceWindow): Middleware {
  return async (context, next) => {
    const from = performance.now();
    await next();
    windowNow().record(context, performance.now() - from);
  };
}

function contentBytes(payload: unknown): number {
  if (!isObject(payload)) return 0;
  const contents = [payload['contents'], payload['files']].find(Array.isArray) ?? [payload];
  return contents.reduce<number>((sum, item) => {
    const content = isObject(item) ? item['content'] : item;
    return sum + (typeof content === 'string' ? Buffer.byteLength(content) : 0);
  }, 0);
}
