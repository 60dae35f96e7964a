import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { programVersion } from '../program-version';
import { boundedLabel, OTHER } from './bounded-label';
import { busInstruments } from './bus-instruments';

/** The closed sets the label values come from; anything else is counted as `other`. */
export interface MetricsOptions {
  readonly service: string;
  /** The topics of the catalog, dead-letter topics included. */
  readonly topics: Iterable<string>;
  readonly operations: Iterable<string>;
  /** Codes of dead letters. */
  readonly codes: Iterable<string>;
}

/** How the handling of a record can end. */
const OUTCOMES = ['answered', 'refused', 'dead_lettered', 'consumed'];

/** What the bus tells about itself. Times are seconds; none of the methods throws, whatever it is given. */
export interface BusMetrics {
  /** A record was handled to its end. */
  handled(topic: string, operation: string, outcome: string, seconds: number): void;
  /** Time between the broker's timestamp of a record and the end of its handling. */
  age(topic: string, seconds: number): void;
  deadLettered(topic: string, code: string): void;
  retried(topic: string): void;
  committed(): void;
  inFlight(records: number): void;
  breaker(open: boolean): void;
  /** Records behind the end of a partition; `undefined` when the partition is no longer ours. */
  lag(topic: string, partition: number, records: number | undefined): void;
  /** Records of one topic acknowledged by the broker. */
  published(topic: string, records: number): void;
  /** Records of one produce request, over all its topics. */
  batch(records: number): void;
}

export interface Metrics extends BusMetrics {
  /** For instruments of the apps. */
  readonly registry: Registry;
}

/** The default of 10 ms wakes an idle process a hundred times a second. What it measures begins at this. */
const LOOP_LOOK_EVERY_MS = 50;

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
  return {
    handled(topic, operation, outcome, seconds) {
      bus.handled.inc({ topic: topicLabel(topic), outcome: outcomeLabel(outcome) });
      bus.duration.observe({ operation: operationLabel(operation) }, amount(seconds));
    },
    age: (topic, seconds) => bus.age.observe({ topic: topicLabel(topic) }, amount(seconds)),
    deadLettered: (topic, code) => bus.deadLetters.inc({ topic: topicLabel(topic), code: codeLabel(code) }),
    retried: (topic) => bus.retries.inc({ topic: topicLabel(topic) }),
    committed: () => bus.commits.inc(),
    inFlight: (records) => bus.inFlight.set(amount(records)),
    breaker: (open) => bus.breakerOpen.set(open ? 1 : 0),
    lag(topic, partition, records) {
      const labels = { topic: topicLabel(topic), partition: partitionLabel(partition) };
      if (records === undefined) bus.lag.remove(labels);
      else bus.lag.set(labels, amount(records));
    },
    published: (topic, records) => bus.published.inc({ topic: topicLabel(topic) }, amount(records)),
    batch: (records) => bus.batchSize.observe(amount(records)),
  };
}

function partitionLabel(partition: number): string {
  return Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS ? String(partition) : OTHER;
}

/** Clocks of two machines differ, so an age can come out negative; prom-client throws on what is no number. */
function amount(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
