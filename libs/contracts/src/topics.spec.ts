import { OPERATIONS } from './operations';
import { companionsOf } from './topic-catalog';
import { HOME_STYLES, STATUS_TOPIC } from './topic-styles';
import { deadLetterTopicOf, deadLetterTopics, routeOf, routeOfRequest, routeOfResponse, routesOf } from './contracts';

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

  it('refuses code analysis on the topic for failures', () => {
    expect(routeOf('validate', 'archon-intelligence', 'prod').failure).toBe(
      'prod.archon-intelligence.intelligence.code-analysis-failed.v1',
    );
    expect(routeOf('validate', 'dotted').failure).toBe(routeOf('validate', 'dotted').response);
  });

  it('does not answer the generator’s own conversation, nor an operation the style does not have', () => {
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
    expect(names('omninode_bridge_request_stamp_v1')).toEqual([
      'omninode_bridge_response_stamp_v1',
      'omninode_bridge_dlq_stamp_v1',
    ]);
    expect(names('omninode.document.event.indexed.v1')).toEqual(['omninode.document.event.indexed.v1.dlq']);
    expect(names('omninode_codegen_dlq_validate_v1')).toEqual([]);
  });
});
