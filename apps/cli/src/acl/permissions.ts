import {
  DECISION_AUDIT_TOPIC,
  deadLetterTopics,
  keepsOutbox,
  outboxTopics,
  topicCatalog,
  topicsReadBy,
  topicsWrittenBy,
  type Environment,
  type Worker,
} from '#contracts';
import { refuseTarget } from '#event-log';
import { SEQUENCE_PREFIX } from '#storage';

/** As the protocol of Kafka spells them. `READ` and `WRITE` imply `DESCRIBE`. */
const OPERATIONS = ['READ', 'WRITE', 'CREATE', 'DELETE', 'DESCRIBE', 'DESCRIBE_CONFIGS'] as const;
export type AclOperation = (typeof OPERATIONS)[number];
export type ResourceType = 'TOPIC' | 'GROUP' | 'TRANSACTIONAL_ID';

/** What one program may do with a resource, or with all whose names begin like this. */
export interface Permission {
  readonly resourceType: ResourceType;
  /** `*` stands for every name. */
  readonly name: string;
  readonly patternType: 'LITERAL' | 'PREFIXED';
  readonly operations: readonly AclOperation[];
}

export interface AccessOptions {
  readonly worker: Worker;
  readonly group: string;
  readonly environments: readonly Environment[];
  /** Topics of no catalog that recorder and dlq-monitor take in; `*` for all, a `*` at the end for a beginning. */
  readonly takenIn: readonly string[];
  /** No other worker has its tables in the same database. */
  readonly ownDatabase: boolean;
}

/**
 * What a worker needs on a broker that allows nothing else, topics by name. Nothing of the cluster: listing topics and
 * groups shows everyone those they may see, and WRITE on a topic lets a producer be idempotent (Kafka 2.8, KIP-679).
 */
export function permissionsOf({
  worker,
  group,
  environments,
  takenIn,
  ownDatabase,
}: AccessOptions): readonly Permission[] {
  const grants = new Grants();
  grants.add('GROUP', group, ['READ']);
  for (const topic of [...topicsReadBy(worker, environments), ...takenIn]) grants.add('TOPIC', topic, ['READ']);
  // What is missing of the topics that it publishes on, a worker creates as the catalog describes it.
  const described = namesIn(environments);
  const shared = keepsOutbox(worker) && !ownDatabase ? outboxTopics(environments) : [];
  for (const topic of [...topicsWrittenBy(worker, environments), ...shared]) {
    grants.add('TOPIC', topic, described.has(topic) ? ['WRITE', 'CREATE', 'DESCRIBE_CONFIGS'] : ['WRITE']);
  }
  if (worker === 'dlq-monitor' || worker === 'recorder') forSequences(grants, worker, environments);
  // Whose dead letters it sends again is any group of any system, and it looks how far that one is.
  if (worker === 'dlq-monitor') grants.add('GROUP', '*', ['DESCRIBE']);
  return grants.all;
}

/** Redrive and replay send records where they came from, in transactions that hold how far they are. */
function forSequences(grants: Grants, worker: Worker, environments: readonly Environment[]): void {
  for (const topic of receiversOf(worker, namesIn(environments))) grants.add('TOPIC', topic, ['WRITE']);
  grants.add('TOPIC', DECISION_AUDIT_TOPIC, ['READ']);
  grants.add('TRANSACTIONAL_ID', `${SEQUENCE_PREFIX}*`, ['WRITE']);
  grants.add('GROUP', `${SEQUENCE_PREFIX}*`, ['READ', 'DELETE']);
}

function receiversOf(worker: Worker, topics: ReadonlySet<string>): readonly string[] {
  const deadLetters = new Set(deadLetterTopics());
  const takes = (topic: string): boolean =>
    worker === 'recorder' ? refuseTarget(topic, topics) === null : !deadLetters.has(topic);
  return [...topics].filter(takes);
}

function namesIn(environments: readonly Environment[]): ReadonlySet<string> {
  return new Set(environments.flatMap(topicCatalog).map(({ name }) => name));
}

/** Everything about one resource in one place. */
class Grants {
  readonly #byResource = new Map<string, Permission>();

  /** A name that ends in `*` stands for all that begin with the rest of it. */
  add(resourceType: ResourceType, text: string, operations: readonly AclOperation[]): void {
    const isPrefix = text.endsWith('*') && text !== '*';
    const name = isPrefix ? text.slice(0, -1) : text;
    const patternType = isPrefix ? 'PREFIXED' : 'LITERAL';
    const key = `${resourceType}/${patternType}/${name}`;
    const before = this.#byResource.get(key)?.operations ?? [];
    const all = OPERATIONS.filter((operation) => before.includes(operation) || operations.includes(operation));
    this.#byResource.set(key, { resourceType, name, patternType, operations: all });
  }

  get all(): readonly Permission[] {
    return [...this.#byResource.values()];
  }
}
