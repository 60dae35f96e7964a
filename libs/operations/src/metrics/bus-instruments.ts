import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** From half a millisecond, the time of a cached answer, to ten seconds, when a requester has given up. */
const DURATION_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Ages reach from a healthy millisecond to a backlog of hours. */
const AGE_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300, 3600, 21_600];
const BATCH_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Names follow the Prometheus conventions: base units, `_total` on counters. */
export function busInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]): Counter<L> =>
    new Counter({ name: `omninode_${name}_total`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]): Gauge<L> =>
    new Gauge({ name: `omninode_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram({ name: `omninode_${name}`, help, labelNames, buckets, registers });

  return {
    handled: counter('messages_handled', 'Records handled to their end, by outcome', 'topic', 'outcome'),
    published: counter('messages_published', 'Records acknowledged by the broker', 'topic'),
    retries: counter('retries', 'Attempts after a transient failure', 'topic'),
    deadLetters: counter('dead_letters', 'Records written to a dead-letter topic, by error code', 'topic', 'code'),
    commits: counter('commits', 'Offset commits'),
    inFlight: gauge('messages_in_flight', 'Records being handled now'),
    breakerOpen: gauge('breaker_open', '1 while an outage pauses consumption'),
    lag: gauge('consumer_lag_messages', 'Records behind the end of the partition', 'topic', 'partition'),
    duration: histogram('handling_duration_seconds', 'Time to handle a record', DURATION_BUCKETS, 'operation'),
    age: histogram('message_age_seconds', 'Broker timestamp to the end of handling', AGE_BUCKETS, 'topic'),
    batchSize: histogram('publish_batch_messages', 'Records per produce request', BATCH_BUCKETS),
  };
}
