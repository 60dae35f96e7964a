import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** From half a millisecond, the time of a cached answer, to ten seconds, when a requester has given up. */
const DURATION_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];
/** Delays reach from a healthy millisecond to a backlog of hours. */
const DELAY_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3600, 21_600];
const REBALANCE_BUCKETS = [0.1, 0.5, 1, 2, 5, 10, 30, 60];
const BATCH_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * What OpenTelemetry's conventions for messaging have is named by them, labels too, in the form that Prometheus gives
 * them; all else begins with `omninode_`. Units are base units, counters end in `_total`.
 */
export function busInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]): Counter<L> =>
    new Counter({ name: `${name}_total`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]): Gauge<L> =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram({ name, help, labelNames, buckets, registers });
  const destination = 'messaging_destination_name';

  return {
    consumed: counter('messaging_client_consumed_messages', 'Records handled to their end', destination, 'outcome'),
    sent: counter(
      'messaging_client_sent_messages',
      'Records for the broker; error_type: it has them not',
      destination,
      'error_type',
    ),
    operation: histogram(
      'messaging_client_operation_duration_seconds',
      'Time from handing records over until the broker has them (send), and of commits of offsets (commit)',
      DURATION_BUCKETS,
      'messaging_operation_name',
      destination,
    ),
    process: histogram('messaging_process_duration_seconds', 'Time to handle a record', DURATION_BUCKETS, 'operation'),
    receiveDelay: histogram(
      'omninode_receive_delay_seconds',
      "A record's timestamp to the beginning of its handling",
      DELAY_BUCKETS,
      'topic',
    ),
    schemaChecks: counter(
      'omninode_schema_checks',
      'Requests by the schema version that they state, and whether they conform',
      'operation',
      'version',
      'result',
    ),
    deprecated: counter(
      'omninode_deprecated_records',
      'Records of versions that have a successor, published and received, by who sent them',
      'topic',
      'direction',
      'sender',
    ),
    deprecatedUntil: gauge(
      'omninode_deprecated_until_timestamp_seconds',
      'When a version that has a successor ends',
      'topic',
    ),
    retries: counter('omninode_retries', 'Attempts after a transient failure', 'topic'),
    deadLetters: counter(
      'omninode_dead_letters',
      'Records written to a dead-letter topic, by error code',
      'topic',
      'code',
    ),
    inFlight: gauge('omninode_messages_in_flight', 'Records being handled now'),
    breakerOpen: gauge('omninode_breaker_open', '1 while an outage pauses consumption'),
    rebalances: histogram(
      'omninode_rebalance_duration_seconds',
      'Time without partitions while the group shares them out again',
      REBALANCE_BUCKETS,
    ),
    lagRecords: gauge(
      'omninode_consumer_lag_records',
      'Records not finished up to the end of the partition',
      'topic',
      'partition',
    ),
    lagSeconds: gauge(
      'omninode_consumer_lag_seconds',
      'How long the first of them has been waiting; 0: there is none',
      'topic',
      'partition',
    ),
    batchSize: histogram('omninode_publish_batch_messages', 'Records per produce request', BATCH_BUCKETS),
  };
}
