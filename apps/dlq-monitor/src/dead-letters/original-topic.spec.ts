import { originalTopicOf, topicName } from './original-topic';

describe('the original topic', () => {
  it.each([
    ['omninode.codegen.request.validate.v1.dlq', 'omninode.codegen.request.validate.v1'],
    ['dev.omninode-bridge.codegen.request-mixin.v1.dlq', 'dev.omninode-bridge.codegen.request-mixin.v1'],
    ['omninode_codegen_dlq_pattern_v1', 'omninode_codegen_request_pattern_v1'],
    ['omninode_bridge_dlq_batch_stamp_v1', 'omninode_bridge_request_batch_stamp_v1'],
    ['omninode_codegen_request_analyze_v1_dlq', 'omninode_codegen_request_analyze_v1'],
    ['dev.archon-intelligence.enrich-document-dlq.v1', 'dev.archon-intelligence.enrich-document.v1'],
    ['a.dlq.dlq', 'a.dlq'],
  ])('of %s is %s', (dlqTopic, expected) => {
    expect(originalTopicOf(dlqTopic)).toBe(expected);
  });

  it.each([['.dlq'], ['_dlq'], ['onex.dlq.intents.v1'], ['orders'], ['']])('of %p cannot be told', (dlqTopic) => {
    expect(originalTopicOf(dlqTopic)).toBeNull();
  });
});

it('takes only what Kafka takes for a topic name', () => {
  expect(topicName('a.b_c-1')).toBe('a.b_c-1');
  expect(['', '.', '..', 'a b', 'a/b', 'x'.repeat(250), 7, null].map(topicName)).toEqual(Array(8).fill(undefined));
});
