import type { Registry } from 'prom-client';
import type { FinalMetrics } from './announcements';

interface Sample {
  readonly value: number;
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number | undefined>>;
}

/** Totals of the bus' own instruments: what was handled, what of it failed, and the mean time it took. */
export async function finalMetrics(registry: Registry): Promise<FinalMetrics> {
  const handled = await samplesOf(registry, 'messaging_client_consumed_messages_total');
  const durations = await samplesOf(registry, 'messaging_process_duration_seconds');
  const total = (samples: readonly Sample[]): number => samples.reduce((sum, { value }) => sum + value, 0);
  const part = (suffix: string): number => total(durations.filter(({ metricName }) => metricName?.endsWith(suffix)));
  const failed = handled.filter(
    ({ labels }) => labels['outcome'] === 'refused' || labels['outcome'] === 'dead_lettered',
  );
  const count = part('_count');
  return {
    requests_processed: total(handled),
    errors_encountered: total(failed),
    avg_response_time_ms: count === 0 ? 0 : Math.round((part('_sum') / count) * 1_000_000) / 1000,
  };
}

async function samplesOf(registry: Registry, name: string): Promise<readonly Sample[]> {
  return (await registry.getSingleMetric(name)?.get())?.values ?? [];
}
