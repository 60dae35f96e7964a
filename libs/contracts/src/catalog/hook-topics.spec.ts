import { GENERAL_HOOK_TOPIC, HOOK_TOPICS, hookTopicOf } from './hook-topics';

describe('the topic of a hook event', () => {
  it.each([
    ['service.lifecycle.started', 'hooks.service_lifecycle'],
    ['service.lifecycle', 'hooks.service_lifecycle'],
    ['tool.registration.discovered', 'hooks.tool_registration'],
    ['tool.execution.completed', 'hooks.tool_execution'],
    ['proxy.request.routed', 'proxy.requests'],
    ['proxy.cache.miss', 'proxy.cache'],
    ['intelligence.pattern.discovered', 'intelligence.patterns'],
    ['intelligence.performance.anomaly_detected', 'intelligence.performance'],
    ['configuration.updated', 'configuration.changes'],
    ['configuration.feature.flag.updated', 'configuration.changes'],
    ['error.service.critical', 'system.errors'],
  ])('%s is %s', (eventType, topic) => {
    expect(hookTopicOf(eventType)).toBe(topic);
  });

  it.each(['', '.', 'service', 'service.health', 'errors.x', 'toString', '__proto__', 'Error.service', '.error'])(
    '%j is the general one',
    (eventType) => {
      expect(hookTopicOf(eventType)).toBe(GENERAL_HOOK_TOPIC);
    },
  );

  it('is found at once for a type of any length', () => {
    expect(hookTopicOf('error.'.repeat(100_000))).toBe('system.errors');
  });

  it('is one of ten', () => {
    expect(HOOK_TOPICS).toHaveLength(10);
    expect(new Set(HOOK_TOPICS).size).toBe(10);
  });
});
