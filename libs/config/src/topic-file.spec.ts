import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from './read-config';
import { topicFileSpec } from './topic-file';

const KNOWN = ['omninode_codegen_request_analyze_v1', 'omninode_codegen_dlq_analyze_v1', 'proxy.cache'];
const spec = topicFileSpec(() => KNOWN);
const read = (KAFKA_TOPICS: string) => readConfig(spec, { KAFKA_TOPICS });

function problems(yaml: string): readonly string[] {
  try {
    read(yaml);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ variable, expected, got }) => `${variable}: ${expected}, got ${got}`);
  }
}

describe('the file of topics', () => {
  it('is not needed', () => {
    expect(readConfig(spec, {})).toBeUndefined();
  });

  it('takes the words of the guide, and a name', () => {
    const yaml = `
# Request topic configuration example
omninode_codegen_request_analyze_v1:
  partitions: 6
  replication_factor: 1
  retention_ms: 604800000
  cleanup_policy: "delete"
  compression_type: "gzip"
  description: "PRD analysis requests"
proxy.cache:
  name: acme.proxy.cache
  retention_ms: -1
`;
    expect(read(yaml)).toEqual({
      omninode_codegen_request_analyze_v1: {
        partitions: 6,
        replicas: 1,
        config: { 'retention.ms': '604800000', 'cleanup.policy': 'delete', 'compression.type': 'gzip' },
      },
      'proxy.cache': { name: 'acme.proxy.cache', config: { 'retention.ms': '-1' } },
    });
  });

  it('says by which variable it was read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'topics-'));
    const file = join(folder, 'topics.yaml');
    writeFileSync(file, 'proxy.cach: {}\n');
    expect(() => readConfig(spec, { KAFKA_TOPICS_FILE: file })).toThrow(/KAFKA_TOPICS_FILE must be a topic of the/);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['proxy.cach: {}', 'KAFKA_TOPICS: a topic of the catalog, such as proxy.cache, got "proxy.cach"'],
    ['proxy.cache: {retention: 5}', 'KAFKA_TOPICS: a setting of proxy.cache, such as retention_ms, got "retention"'],
    ['proxy.cache: {partitions: 0}', 'whole number from 1 to 10000 for partitions of proxy.cache, got 0'],
    ['proxy.cache: {partitions: "6"}', 'for partitions of proxy.cache, got "6"'],
    ['proxy.cache: {cleanup_policy: purge}', 'one of delete, compact, compact,delete for cleanup_policy'],
    ['proxy.cache: {name: a b}', 'a name that Kafka takes for a topic for name of proxy.cache, got "a b"'],
    ['proxy.cache: {name: __consumer_offsets}', 'a name that Kafka takes'],
    ['proxy.cache: 6', 'a mapping of settings for proxy.cache, got 6'],
    ['- proxy.cache', 'a mapping of topics'],
    ['proxy.cache: {', 'topics in YAML, got '],
    ['proxy.cache: {}\nproxy.cache: {}', 'Map keys must be unique'],
    [
      'proxy.cache: {name: omninode_codegen_dlq_analyze_v1}',
      'a name for proxy.cache that omninode_codegen_dlq_analyze_v1',
    ],
  ])('refuses %j', (yaml, sentence) => {
    expect(problems(yaml).join()).toContain(sentence);
  });

  it('reads the example', () => {
    const example = join(__dirname, '..', '..', '..', 'deploy', 'topics.example.yaml');
    const known = [...KNOWN, 'omninode_codegen_status_session_v1'];
    const read = topicFileSpec(() => known)({ KAFKA_TOPICS_FILE: example });
    expect(read).toMatchObject({ ok: true });
  });

  it('gives one name to one topic, and lets two change names', () => {
    expect(problems('proxy.cache: {name: x}\nomninode_codegen_dlq_analyze_v1: {name: x}')).toHaveLength(1);
    const swap =
      'proxy.cache: {name: omninode_codegen_dlq_analyze_v1}\nomninode_codegen_dlq_analyze_v1: {name: proxy.cache}';
    expect(problems(swap)).toEqual([]);
  });

  it('names every mistake at once', () => {
    expect(problems('a: {}\nproxy.cache: {partitions: x, retention_ms: y}')).toHaveLength(3);
  });
});
