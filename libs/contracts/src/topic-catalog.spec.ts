import { HOOK_TOPICS } from './catalog/hook-topics';
import { catalogTopics, topicCatalog, topicsWith } from './topic-catalog';
import { DEPRECATED_TOPICS } from './older-versions';
import { ENVIRONMENTS } from './topic-styles';
import {
  EVENT_TOPICS,
  DECISION_AUDIT_TOPIC,
  INTELLIGENCE_TOPICS,
  SUBSCRIBED_TOPICS,
  AUDIT_CHECKPOINT_TOPIC,
  SUBJECT_ERASED_TOPIC,
  SYSTEM_ALERT_EVENT_TOPIC,
  PERFORMANCE_METRICS_TOPIC,
  STAMPING_EVENT_TOPICS,
  SYSTEM_ALERTS_TOPIC,
  WORKER_TOPICS,
} from './topics';
import { deadLetterTopicOf, ROUTES } from './contracts';

const DAY_MS = 24 * 60 * 60 * 1000;

const CODEGEN = ['validate', 'analyze', 'pattern', 'mixin'];

/** The guide's table: name, partitions, days. */
const GUIDE: readonly (readonly [string, number, number])[] = [
  ...CODEGEN.map((op) => [`omninode_codegen_request_${op}_v1`, 3, 7] as const),
  ...CODEGEN.map((op) => [`omninode_codegen_response_${op}_v1`, 3, 7] as const),
  ...CODEGEN.map((op) => [`omninode_codegen_dlq_${op}_v1`, 1, 30] as const),
  ['omninode_codegen_status_session_v1', 6, 3],
];

describe('the topic catalog', () => {
  const catalog = topicCatalog();
  const byName = new Map(catalog.map((topic) => [topic.name, topic]));

  it.each(GUIDE)('has %s with %i partitions kept for %i days', (name, partitions, days) => {
    expect(byName.get(name)).toMatchObject({ partitions, config: { 'retention.ms': String(days * DAY_MS) } });
  });

  it('has the thirteen topics of the guide and nothing else of codegen in that style', () => {
    const named = catalog.map(({ name }) => name).filter((name) => name.startsWith('omninode_codegen_'));
    expect(named.sort()).toEqual(GUIDE.map(([name]) => name).sort());
    expect(named).toHaveLength(13);
  });

  it.each(ENVIRONMENTS)('has the topics of one environment: %s', (environment) => {
    const prefixed = topicCatalog(environment).filter(({ name }) => /^(dev|staging|prod)\./.test(name));
    expect(prefixed.length).toBeGreaterThan(0);
    for (const { name } of prefixed) expect(name.startsWith(`${environment}.`)).toBe(true);
  });

  it('names every topic once, in characters Kafka allows', () => {
    const names = catalog.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9._-]{1,249}$/);
  });

  it('has all that the workers read and write', () => {
    const used = [
      ...ROUTES.filter(({ environment }) => environment === null || environment === 'dev').flatMap((route) => [
        route.request,
        route.response,
        route.failure,
        route.status,
        route.deadLetter,
      ]),
      ...Object.values(EVENT_TOPICS),
      ...DEPRECATED_TOPICS.keys(),
      ...WORKER_TOPICS,
      ...Object.values(INTELLIGENCE_TOPICS),
      DECISION_AUDIT_TOPIC,
      ...SUBSCRIBED_TOPICS.flatMap((topic) => [topic, deadLetterTopicOf(topic)]),
      SYSTEM_ALERTS_TOPIC,
      SUBJECT_ERASED_TOPIC,
      AUDIT_CHECKPOINT_TOPIC,
      SYSTEM_ALERT_EVENT_TOPIC,
      PERFORMANCE_METRICS_TOPIC,
      ...HOOK_TOPICS,
      ...Object.values(STAMPING_EVENT_TOPICS).map((topic) => topic.replace('{env}', 'dev')),
    ];
    expect([...byName.keys()].sort()).toEqual([...new Set(used)].sort());
  });

  it('has the topics of others where they are asked for, and no subject', () => {
    const all = topicsWith(() => true).map(({ name }) => name);
    expect(all).toEqual(expect.arrayContaining([...byName.keys(), 'omninode.search.event.vector_optimized.v1']));
    expect(all.filter((name) => /^(alerts|usage|realtime|ingest|orchestrator)\./.test(name))).toEqual([]);
    expect(topicsWith(({ domain }) => domain === 'audit').every(({ name }) => name.includes('.audit.'))).toBe(true);
    expect(catalogTopics()).toEqual(expect.arrayContaining(['staging.omniclaude.codegen.analyze.request.v1', ...all]));
  });
});
