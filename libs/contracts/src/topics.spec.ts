import { EVENT_TOPICS, ROUTES, deadLetterTopicOf, deadLetterTopics, routeOf, routeOfRequest } from './topics';
import { ENVIRONMENTS, HOME_STYLES, STATUS_TOPIC } from './topic-styles';
import {
  companionsOf,
  routeOfResponse,
  routesOf,
  SYSTEM_ALERT_EVENT_TOPIC,
  SYSTEM_ALERTS_TOPIC,
  topicCatalog,
} from './topics';
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
      SYSTEM_ALERTS_TOPIC,
      SYSTEM_ALERT_EVENT_TOPIC,
    ];
    expect([...byName.keys()].sort()).toEqual([...new Set(used)].sort());
  });
});

describe('routes', () => {
  it.each(OPERATIONS)('of %s exist in both home styles and are found by either end', (operation) => {
    expect(routesOf(operation).map(({ style }) => style)).toEqual(expect.arrayContaining([...HOME_STYLES]));
    for (const route of routesOf(operation)) {
      expect(routeOf(operation, route.style, route.environment ?? 'dev')).toBe(route);
      expect(routeOfRequest(route.request)).toBe(route);
      expect(routeOfResponse(route.response)).toBe(route);
      expect(routeOfResponse(route.failure)).toBe(route);
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

  it.each([
    ['dev.omninode-bridge.codegen.request-mixin.v1', 'dev.omninode-bridge.codegen.response-mixin.v1', 'mixin'],
    [
      'prod.omninode-bridge.codegen.request-validate.v1',
      'prod.omninode-bridge.codegen.response-validate.v1',
      'validate',
    ],
    ['dev.omniclaude.codegen.analyze.request.v1', 'dev.omniclaude.codegen.analyze.response.v1', 'analyze'],
    ['staging.omniclaude.codegen.validate.request.v1', 'staging.omniclaude.codegen.validate.response.v1', 'validate'],
    [
      'dev.archon-intelligence.intelligence.code-analysis-requested.v1',
      'dev.archon-intelligence.intelligence.code-analysis-completed.v1',
      'validate',
    ],
    [
      'omninode.intelligence.code-analysis.requested.v1',
      'omninode.intelligence.code-analysis.completed.v1',
      'validate',
    ],
    ['onex.cmd.omniintelligence.code-analysis.v1', 'onex.evt.omniintelligence.code-analysis-completed.v1', 'validate'],
  ])('leads from %s to %s', (request, response, operation) => {
    expect(routeOfRequest(request)).toMatchObject({ request, response, operation, deadLetter: `${request}.dlq` });
  });

  it('refuses code analysis where its party listens for failures', () => {
    expect(routeOf('validate', 'archon-intelligence', 'prod').failure).toBe(
      'prod.archon-intelligence.intelligence.code-analysis-failed.v1',
    );
    expect(routeOf('validate', 'dotted').failure).toBe(routeOf('validate', 'dotted').response);
  });

  it('does not answer the generator’s own conversation, nor an operation its party does not have', () => {
    expect(routeOfRequest('dev.omniclaude.codegen.generate.request.v1')).toBeUndefined();
    expect(() => routeOf('stamp', 'omniclaude')).toThrow('no route for stamp in omniclaude style');
  });

  it('knows what has to exist before a topic can be served', () => {
    const names = (topic: string) => companionsOf(topic).map(({ name }) => name);
    expect(names('omninode_codegen_request_validate_v1')).toEqual([
      'omninode_codegen_response_validate_v1',
      STATUS_TOPIC,
      'omninode_codegen_dlq_validate_v1',
    ]);
    expect(names('onex.cmd.omniintelligence.code-analysis.v1')).toContain(
      'onex.evt.omniintelligence.code-analysis-failed.v1',
    );
    expect(names('omninode_codegen_dlq_validate_v1')).toEqual([]);
  });
});
