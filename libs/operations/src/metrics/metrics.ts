import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { programVersion } from '../program-version';
import { boundedLabel, OTHER } from './bounded-label';
import { busInstruments } from './bus-instruments';
import { firstSeen } from './first-seen';

/** The closed sets the label values come from; anything else is counted as `other`. */
export interface MetricsOptions {
  readonly service: string;
  /** The topics of the catalog, dead-letter topics included. */
  readonly topics: Iterable<string>;
  readonly operations: Iterable<string>;
  /** Codes of dead letters. */
  readonly codes: Iterable<string>;
  /** Topics of versions that have a successor. */
  readonly deprecated?: ReadonlyMap<string, { readonly until: string }>;
}

/** How the handling of a record can end. */
const OUTCOMES = ['answered', 'refused', 'dead_lettered', 'consumed'];

/** Why the broker has not got a record. */
const SEND_FAILURES = ['unreachable', 'unknown_topic', 'message_too_large', 'refused'];

const RESULTS = { true: 'valid', false: 'invalid' } as const;

/** What the bus tells about itself. Times are seconds; none of the methods throws, whatever it is given. */
export interface BusMetrics {
  /** A record was handled to its end. */
  handled(topic: string, operation: string, outcome: string, seconds: number): void;
  /** Time between a record's timestamp and the beginning of its handling. */
  received(topic: string, seconds: number): void;
  /** Whether a request was what its schema says; `version` is one of a bounded number. */
  checked(operation: string, version: string, conforms: boolean): void;
  /** A record of a version that has a successor was received; `sender` is what it says itself. */
  deprecated(topic: string, sender: string | null): void;
  deadLettered(topic: string, code: string): void;
  retried(topic: string): void;
  /** The broker has a record, so long after it was handed over. */
  published(topic: string, seconds: number): void;
  notPublished(topic: string, reason: string): void;
  /** Records of one produce request, over all its topics. */
  batch(records: number): void;
  committed(seconds: number): void;
  inFlight(records: number): void;
  breaker(open: boolean): void;
  /** So long nothing was assigned while the group shared its partitions out again. */
  rebalanced(seconds: number): void;
  /** Records behind the end of a partition, and the age of the first; `undefined` when the partition is no longer ours. */
  lag(topic: string, partition: number, lag: { readonly records: number; readonly seconds: number } | undefined): void;
}

export interface Metrics extends BusMetrics {
  /** For instruments of the apps. */
  readonly registry: Registry;
}

/** The default of 10 ms wakes an idle process a hundred times a second. What it measures begins at this. */
const LOOP_LOOK_EVERY_MS = 50;

/** Of schemas, as `statedVersion` of contracts has them: a hundred at most, and `none`. */
const VERSION = /^(?:\d\.\d|none)$/;

/** Senders of versions that have a successor: whoever moves to it makes room with the next start. */
const SENDERS = 20;

/** Higher partition numbers share one series; the catalog stays far below. */
const PARTITIONS = 256;

/**
 * Metrics of one process on a registry of their own, with the default metrics of Node.js and the label
 * `service` on all of them. Instruments and label sets are listed in bus-instruments.ts.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service: options.service });
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_LOOK_EVERY_MS });
  new Gauge({
    name: 'omninode_build_info',
    help: 'Always 1; the labels say what is running',
    labelNames: ['version', 'node_version'],
    registers: [registry],
  }).set({ version: programVersion(), node_version: process.version }, 1);
  return { registry, ...busMetrics(registry, options) };
}

function busMetrics(registry: Registry, options: MetricsOptions): BusMetrics {
  const bus = busInstruments(registry);
  const topicLabel = boundedLabel(options.topics);
  const operationLabel = boundedLabel(options.operations);
  const outcomeLabel = boundedLabel(OUTCOMES);
  const codeLabel = boundedLabel(options.codes);
  const failureLabel = boundedLabel(SEND_FAILURES);
  const senderLabel = firstSeen(SENDERS);
  const { service, deprecated = new Map() } = options;
  for (const [topic, { until }] of deprecated) {
    bus.deprecated.inc({ topic, direction: 'published', sender: service }, 0);
    bus.deprecatedUntil.set({ topic }, Date.parse(until) / 1000);
  }
  return {
    handled(topic, operation, outcome, seconds) {
      bus.consumed.inc({ messaging_destination_name: topicLabel(topic), outcome: outcomeLabel(outcome) });
      bus.process.observe({ operation: operationLabel(operation) }, amount(seconds));
    },
    received: (topic, seconds) => bus.receiveDelay.observe({ topic: topicLabel(topic) }, amount(seconds)),
    checked: (operation, version, conforms) =>
      bus.schemaChecks.inc({
        operation: operationLabel(operation),
        version: VERSION.test(version) ? version : OTHER,
        result: RESULTS[`${conforms}`],
      }),
    deadLettered: (topic, code) => bus.deadLetters.inc({ topic: topicLabel(topic), code: codeLabel(code) }),
    retried: (topic) => bus.retries.inc({ topic: topicLabel(topic) }),
    deprecated: (topic, sender) =>
      bus.deprecated.inc({ topic: topicLabel(topic), direction: 'received', sender: senderLabel(sender) }),
    published(topic, seconds) {
      if (deprecated.has(topic)) bus.deprecated.inc({ topic, direction: 'published', sender: service });
      const messaging_destination_name = topicLabel(topic);
      bus.sent.inc({ messaging_destination_name, error_type: '' });
      bus.operation.observe({ messaging_operation_name: 'send', messaging_destination_name }, amount(seconds));
    },
    notPublished: (topic, reason) =>
      bus.sent.inc({ messaging_destination_name: topicLabel(topic), error_type: failureLabel(reason) }),
    batch: (records) => bus.batchSize.observe(amount(records)),
    committed: (seconds) =>
      bus.operation.observe({ messaging_operation_name: 'commit', messaging_destination_name: '' }, amount(seconds)),
    inFlight: (records) => bus.inFlight.set(amount(records)),
    breaker: (open) => bus.breakerOpen.set(open ? 1 : 0),
    rebalanced: (seconds) => bus.rebalances.observe(amount(seconds)),
    lag(topic, partition, lag) {
      const labels = { topic: topicLabel(topic), partition: partitionLabel(partition) };
      if (lag === undefined) {
        bus.lagRecords.remove(labels);
        bus.lagSeconds.remove(labels);
      } else {
        bus.lagRecords.set(labels, amount(lag.records));
        bus.lagSeconds.set(labels, amount(lag.seconds));
      }
    },
  };
}

function partitionLabel(partition: number): string {
  return Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS ? String(partition) : OTHER;
}

/** Clocks of two machines differ, so an age can come out negative; prom-client throws on what is no number. */
function amount(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
