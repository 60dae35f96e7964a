import { Counter, Gauge, Histogram } from 'prom-client';
import { STATUSES, type Changed, type StatusCounts, type Verb } from '#dead-letters';
import type { Metrics } from '#operations';

/** From a minute to a month. */
const SECONDS = [60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 2_592_000];

/** How a redrive ended. */
const OUTCOMES: Partial<Record<Verb, string>> = {
  settle: 'resolved',
  fail_again: 'failed_again',
  give_back: 'not_sent',
};

/** How many dead letters there are in each status, how long they take, and what comes of redriving them. */
export function lifeCycleInstruments({ registry }: Pick<Metrics, 'registry'>) {
  const registers = [registry];
  const named = (name: string, help: string, ...labelNames: string[]) => ({ name, help, labelNames, registers });
  const count = new Gauge(named('omninode_dead_letters', 'Dead letters by status, at the last look', 'status'));
  const oldest = new Gauge(
    named('omninode_dead_letters_oldest_open_seconds', 'Age of the oldest open dead letter, at the last look; 0: none'),
  );
  const redrives = new Counter(
    named('omninode_dead_letter_redrives_total', 'Redriven dead letters by what came of it', 'outcome'),
  );
  const resolution = new Histogram({
    ...named('omninode_dead_letter_resolution_seconds', 'From when a dead letter came until it was resolved'),
    buckets: SECONDS,
  });
  return {
    looked({ counts, oldest_open_at }: StatusCounts, now: Date): void {
      for (const status of STATUSES) count.set({ status }, counts[status] ?? 0);
      oldest.set(oldest_open_at === null ? 0 : Math.max(0, (now.getTime() - oldest_open_at.getTime()) / 1_000));
    },
    changed(verb: Verb, letters: readonly Changed[], now: Date): void {
      const outcome = OUTCOMES[verb];
      if (outcome !== undefined) redrives.inc({ outcome }, letters.length);
      if (verb !== 'resolve' && verb !== 'settle') return;
      for (const { first_seen_at } of letters) {
        resolution.observe(Math.max(0, (now.getTime() - first_seen_at.getTime()) / 1_000));
      }
    },
  };
}
