import { parseDocument } from 'yaml';
import { nearest } from './nearest';
import { dependent, isSet, variable, type ConfigProblem, type ConfigSpec } from './read-config';
import { optional } from './parsers';

/** What one topic is to be like, where it is not to be as the catalog has it. */
export interface TopicSettings {
  /** Its name on the broker. */
  readonly name?: string;
  readonly partitions?: number;
  readonly replicas?: number;
  /** As Kafka spells it. */
  readonly config: Readonly<Record<string, string>>;
}

/** By the names that the catalog has for the topics. */
export type TopicFile = Readonly<Record<string, TopicSettings>>;

/** A name that Kafka takes; what begins with two underscores is its own. */
const NAME = /^(?!\.{1,2}$)(?!__)[\w.-]{1,249}$/;

interface Setting {
  readonly expected: string;
  readonly takes: (value: unknown) => boolean;
  /** Kafka's name for it. */
  readonly config?: string;
}

/** The words of the guide's topic file, and `name`. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  name: {
    expected: 'a name that Kafka takes for a topic',
    takes: (value) => typeof value === 'string' && NAME.test(value),
  },
  partitions: whole(1, 10_000),
  replication_factor: whole(1, 100),
  retention_ms: { ...whole(-1, 1e15), config: 'retention.ms' },
  cleanup_policy: { ...oneOf(['delete', 'compact', 'compact,delete']), config: 'cleanup.policy' },
  compression_type: {
    ...oneOf(['producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd']),
    config: 'compression.type',
  },
  max_message_bytes: { ...whole(1, 1_073_741_824), config: 'max.message.bytes' },
  description: { expected: 'a text', takes: (value) => typeof value === 'string' },
};

const FILE = 'KAFKA_TOPICS_FILE';
const content = variable('KAFKA_TOPICS', optional({ expected: 'topics in YAML', parse: (raw: string) => raw }));

/**
 * KAFKA_TOPICS_FILE: YAML with settings by the name of a topic. `known` are the names that topics have without it. Nothing
 * where none is named.
 */
export function topicFileSpec(known: () => readonly string[]): ConfigSpec<TopicFile | undefined> {
  return dependent(content, (text) => (env) => {
    if (text === undefined) return { ok: true, value: undefined };
    const name = isSet(env, FILE) ? FILE : 'KAFKA_TOPICS';
    const read = readTopicFile(text, known());
    if (read.problems.length === 0) return { ok: true, value: read.topics };
    return { ok: false, problems: read.problems.map((problem) => ({ variable: name, ...problem })) };
  });
}

type Problem = Omit<ConfigProblem, 'variable'>;

function readTopicFile(text: string, known: readonly string[]): { topics: TopicFile; problems: readonly Problem[] } {
  const document = parseDocument(text, { stringKeys: true });
  const [mistake] = document.errors;
  const [sentence = ''] = mistake?.message.split('\n') ?? [];
  if (mistake !== undefined) return { topics: {}, problems: [{ expected: 'topics in YAML', got: sentence }] };
  const found: unknown = document.toJS({ maxAliasCount: 10 });
  if (!isMapping(found)) return { topics: {}, problems: [{ expected: 'a mapping of topics', got: 'something else' }] };
  const problems = Object.entries(found).flatMap(([topic, settings]) => problemsOf(topic, settings, known));
  if (problems.length > 0) return { topics: {}, problems };
  const topics = Object.fromEntries(
    Object.entries(found).map(([topic, settings]) => [topic, settingsOf(settings as Mapping)]),
  );
  return { topics, problems: sharedNames(topics, known) };
}

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemsOf(topic: string, settings: unknown, known: readonly string[]): readonly Problem[] {
  if (!known.includes(topic)) return [unknownWord('a topic of the catalog', topic, known)];
  if (!isMapping(settings)) return [{ expected: `a mapping of settings for ${topic}`, got: shown(settings) }];
  return Object.entries(settings).flatMap(([name, value]) => {
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (setting === undefined) return [unknownWord(`a setting of ${topic}`, name, Object.keys(SETTINGS))];
    return setting.takes(value) ? [] : [{ expected: `${setting.expected} for ${name} of ${topic}`, got: shown(value) }];
  });
}

function unknownWord(what: string, word: string, known: readonly string[]): Problem {
  const near = nearest(word, known);
  return { expected: near === undefined ? what : `${what}, such as ${near}`, got: shown(word) };
}

function settingsOf({ name, partitions, replication_factor: replicas, ...others }: Mapping): TopicSettings {
  const config = Object.entries(others).flatMap(([word, value]) => {
    const spelt = SETTINGS[word]?.config;
    return spelt === undefined ? [] : [[spelt, String(value)]];
  });
  return {
    ...(typeof name === 'string' && { name }),
    ...(partitions !== undefined && { partitions: Number(partitions) }),
    ...(replicas !== undefined && { replicas: Number(replicas) }),
    config: Object.fromEntries(config) as Record<string, string>,
  };
}

/** Two topics in one would be read by each other's readers. */
function sharedNames(topics: TopicFile, known: readonly string[]): readonly Problem[] {
  const taken = new Map<string, string>();
  for (const topic of known) if (topics[topic]?.name === undefined) taken.set(topic, topic);
  return Object.entries(topics).flatMap(([topic, { name }]) => {
    if (name === undefined) return [];
    const other = taken.get(name);
    taken.set(name, topic);
    return other === undefined ? [] : [{ expected: `a name for ${topic} that ${other} has not`, got: shown(name) }];
  });
}

function whole(min: number, max: number): Setting {
  const takes = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return { expected: `a whole number from ${min} to ${max}`, takes };
}

function oneOf(words: readonly string[]): Setting {
  return { expected: `one of ${words.join(', ')}`, takes: (value) => words.includes(String(value)) };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
