import {
  EVENT_TOPICS,
  ROUTES,
  STATUS_TOPIC,
  deadLetterTopicOf,
  deadLetterTopics,
  routeOf,
  routeOfRequest,
} from './topics';
import { routeOfResponse, routesOf, SYSTEM_ALERT_EVENT_TOPIC, SYSTEM_ALERTS_TOPIC, topicCatalog } from './topics';
import { CODEGEN_OPERATIONS, OPERATIONS } from './operations';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The guide's table: name, partitions, days. */
const GUIDE: readonly (readonly [string, number, number])[] = [
  ...CODEGEN_OPERATIONS.map((op) => [`omninode_codegen_request_${op}_v1`, 3, 7] as const),
  ...CODEGEN_OPERATIONS.map((op) => [`omninode_codegen_response_${op}_v1`, 3, 7] as const),
  ...CODEGEN_OPERATIONS.map((op) => [`omninode_codegen_dlq_${op}_v1`, 1, 30] as const),
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

  it('names every topic once, in characters Kafka allows', () => {
    const names = catalog.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9._-]{1,249}$/);
  });

  it('has all that the workers read and write', () => {
    const used = [
      ...ROUTES.flatMap((route) => [route.request, route.response, route.deadLetter]),
      ...Object.values(EVENT_TOPICS),
      STATUS_TOPIC,
      SYSTEM_ALERTS_TOPIC,
      SYSTEM_ALERT_EVENT_TOPIC,
    ];
    expect([...byName.keys()].sort()).toEqual(used.sort());
  });
});

describe('routes', () => {
  it.each(OPERATIONS)('of %s exist in both styles and are found by either end', (operation) => {
    expect(routesOf(operation).map(({ style }) => style)).toEqual(['dotted', 'underscored']);
    for (const route of routesOf(operation)) {
      expect(routeOf(operation, route.style)).toBe(route);
      expect(routeOfRequest(route.request)).toBe(route);
      expect(routeOfResponse(route.response)).toBe(route);
      expect(routeOfRequest(route.response)).toBeUndefined();
      expect(deadLetterTopicOf(route.request)).toBe(route.deadLetter);
      expect(deadLetterTopics()).toContain(route.deadLetter);
    }
  });

  it('follow the two conventions', () => {
    expect(routeOf('batch_stamp', 'dotted')).toMatchObject({
      request: 'omninode.bridge.request.batch_stamp.v1',
      response: 'omninode.bridge.response.batch_stamp.v1',
      deadLetter: 'omninode.bridge.request.batch_stamp.v1.dlq',
    });
    expect(routeOf('validate', 'underscored')).toMatchObject({
      request: 'omninode_codegen_request_validate_v1',
      response: 'omninode_codegen_response_validate_v1',
      deadLetter: 'omninode_codegen_dlq_validate_v1',
    });
  });

  it('do not exist for names every object inherits', () => {
    expect(routeOfRequest('constructor')).toBeUndefined();
    expect(deadLetterTopicOf('somewhere.else')).toBe('somewhere.else.dlq');
  });
});
