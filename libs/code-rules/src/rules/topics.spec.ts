import { expectFindings } from './expecting.fixture';
import { TOPICS } from './topics';

describe('topics', () => {
  expectFindings(TOPICS, 'TOP-001', [
    [
      'names outside the conventions',
      'TOPIC_A = "orders"\ntopic = "onex.evt.orders"\nx = "onex.evt.orders.Created.v1"',
      ['1', '2', '3'],
    ],
    ['an argument and a default', 'send(topic="order_created")\ndef f(reply_topic="replies"): ...', ['1', '2']],
    ['an environment before a suffix', 'x = "dev.onex.event.orders.created.v1"', ['1']],
    ['events of several words', 'a = "onex.snapshot.projection.cost.summary.v1"\nb = "onex.evt.a.b.c-d.e.v2"', []],
    ['no event, or no version', 'a = "onex.evt.garden.v1"\nb = "onex.evt.garden.plant.watered"', ['1', '2']],
    ['names by the conventions', 'a = "onex.cmd.orders.order-create.v1"\nTOPIC_B = "onex.evt.orders.created.v12"', []],
    [
      'names of running systems',
      'TOPIC_A = "omninode.codegen.request.validate.v1"\nTOPIC_B = "omninode_codegen_request_validate_v1"\nTOPIC_C = "dev.omninode-bridge.codegen.request-validate.v1.dlq"',
      [],
    ],
    ['names with parts filled in', 'topic = f"{env}.omninode.codegen.request.{op}.v1"\ndlq_topic = f"{topic}.dlq"', []],
    [
      'prefixes, patterns and other things',
      'topic_prefix = "orders"\nx = t.startswith("onex.evt.")\nORPHAN_TOPIC = "orphan_topic"\ny = "onex.nodes"',
      [],
    ],
  ]);

  expectFindings(TOPICS, 'OBS-001', [
    [
      'a node without correlation',
      'class NodeAEffect(NodeEffect):\n    async def execute_effect(self, x): return x',
      ['2'],
    ],
    [
      'a node with it',
      'class NodeAEffect(NodeEffect):\n    async def execute_effect(self, x): return x.correlation_id',
      [],
    ],
    ['no node', 'def execute_effect(x): return x', []],
  ]);
});
