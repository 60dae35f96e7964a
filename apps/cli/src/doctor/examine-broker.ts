import { MAX_MESSAGE_BYTES, topicCatalog, type TopicSpec } from '#contracts';
import { brokerFault, inspectCluster, planTopics, type BrokerPlace, type ClusterState } from '#event-bus';
import type { KafkaConfig } from '#config';
import { examinePartitions } from './examine-partitions';
import { listens } from './examine-neighbours';
import { fault, some, warning, type Finding } from './finding';

/** By the variable that says so, or what else it says. */
const CODES: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/ sends clients to /, 'broker.advertised'],
  [/^KAFKA_BOOTSTRAP_SERVERS/, 'broker.unreachable'],
  [/^KAFKA_SECURITY_PROTOCOL/, 'broker.protocol'],
  [/^KAFKA_SSL/, 'broker.certificate'],
  [/^KAFKA_SASL/, 'broker.login'],
];

/** Whether the broker lets us in, where it sends us, and whether its topics are those of the catalog. */
export async function examineBroker(settings: KafkaConfig): Promise<readonly Finding[]> {
  const connection = { ...settings, brokers: [...settings.brokers] };
  const sentence = await brokerFault(connection);
  if (sentence !== undefined) return [shut(sentence)];
  const topics = topicCatalog();
  const cluster = await inspectCluster(
    connection,
    topics.map(({ name }) => name),
  );
  const lost = await Promise.all(cluster.brokers.map(examineAdvertised));
  return [
    ...lost.flat(),
    ...examineLimits(cluster, settings),
    ...examineCatalog(cluster, topics),
    ...examinePartitions(cluster),
  ];
}

function shut(sentence: string): Finding {
  const code = CODES.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'broker.unreachable';
  return fault(code, sentence, 'No worker reads or answers anything.', 'Set the variable to what the broker expects.');
}

/** Clients use the addresses that the broker tells them, not the one they were given. */
async function examineAdvertised({ id, host, port }: BrokerPlace): Promise<readonly Finding[]> {
  if (await listens(host, port)) return [];
  const what = `broker ${id} says that it is at ${host}:${port}, where nobody answers from here`;
  const why = 'Clients go where the broker sends them, whatever address they began with.';
  return [
    fault('broker.advertised', what, why, "Set the broker's advertised listeners to addresses for this network."),
  ];
}

function examineLimits({ brokerConfig }: ClusterState, { sessionTimeoutMs }: KafkaConfig): readonly Finding[] {
  const findings: Finding[] = [];
  if (brokerConfig['auto.create.topics.enable'] === 'true') {
    const why = 'A topic that is asked for too early, or misspelt, gets settings that nobody chose.';
    const fix = 'Turn auto.create.topics.enable off; "omni topics apply" creates topics.';
    findings.push(warning('broker.auto_create', 'the broker creates topics by itself', why, fix));
  }
  const [min, max] = ['min', 'max'].map((end) => Number(brokerConfig[`group.${end}.session.timeout.ms`] ?? Number.NaN));
  if (sessionTimeoutMs < (min ?? Number.NaN) || sessionTimeoutMs > (max ?? Number.NaN)) {
    const what = `KAFKA_SESSION_TIMEOUT_MS is ${sessionTimeoutMs}, the broker allows ${min} to ${max}`;
    findings.push(fault('broker.session_timeout', what, 'No worker can join its group.', 'Choose a time in between.'));
  }
  return findings;
}

function examineCatalog({ partitions, topicConfigs }: ClusterState, catalog: readonly TopicSpec[]): readonly Finding[] {
  const names = [...new Set(partitions.map(({ topic }) => topic))];
  const existing = new Map(
    names.map((name) => {
      const count = partitions.filter(({ topic }) => topic === name).length;
      return [name, { partitions: count, config: topicConfigs.get(name) ?? {} }] as const;
    }),
  );
  const plan = planTopics(catalog, existing);
  const differences = plan.differences.filter(({ found }) => found !== undefined);
  return [
    ...missing(plan.create.map(({ name }) => name)),
    ...different(
      'topics.partitions',
      'Records of one key would be spread differently than the catalog says.',
      differences.filter(({ setting }) => setting === 'partitions'),
    ),
    ...different(
      'topics.settings',
      'Records are kept shorter or longer, or are refused at another size, than the catalog says.',
      differences.filter(({ setting }) => setting !== 'partitions'),
    ),
    ...tooSmall(existing),
  ];
}

function missing(names: readonly string[]): readonly Finding[] {
  if (names.length === 0) return [];
  const what = `${names.length} topics of the catalog are not on the broker: ${some(names)}`;
  return [fault('topics.missing', what, 'What is sent there is refused or lost.', 'Run "omni topics apply".')];
}

function different(
  code: string,
  why: string,
  found: readonly {
    readonly topic: string;
    readonly setting: string;
    readonly wanted: string;
    readonly found?: string;
  }[],
): readonly Finding[] {
  if (found.length === 0) return [];
  const said = found.map(({ topic, setting, wanted, found: has }) => `${topic} (${setting} ${has}, not ${wanted})`);
  return [warning(code, some(said), why, 'Alter the topics, or accept it: nothing of ours changes an existing topic.')];
}

function tooSmall(
  existing: ReadonlyMap<string, { readonly config: Readonly<Record<string, string>> }>,
): readonly Finding[] {
  const small = [...existing].filter(([, { config }]) => Number(config['max.message.bytes']) < MAX_MESSAGE_BYTES);
  if (small.length === 0) return [];
  const what = `max.message.bytes is less than ${MAX_MESSAGE_BYTES}: ${some(small.map(([name]) => name))}`;
  const why = 'Messages that the workers accept are refused by the broker.';
  return [fault('topics.message_limit', what, why, `Set max.message.bytes to at least ${MAX_MESSAGE_BYTES}.`)];
}
