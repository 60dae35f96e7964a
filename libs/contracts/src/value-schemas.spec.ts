import Ajv2020 from 'ajv/dist/2020';
import { NOW, ORIGIN, REQUESTS, RESULTS, CORRELATION_ID, EVENT_ID, SESSION_ID, bodyOf } from '../spec/fixtures';
import { encodeReply } from './encode-reply';
import { encodeRequest } from './contracts';
import { encodeHookEvent } from './hook-events';
import { OPERATIONS } from './operations';
import { answer } from './outcome';
import { topicCatalog } from './topic-catalog';
import { TOPIC_STYLES } from './topic-styles';
import { routeOf, routesOf } from './contracts';
import { topicSchemas } from './value-schemas';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const byTopic = new Map(topicSchemas().map(({ topic, schema }) => [topic, ajv.compile(schema)]));

describe('topicSchemas', () => {
  it('has one for every topic of ours', () => {
    expect([...byTopic.keys()].sort()).toEqual(
      topicCatalog()
        .map(({ name }) => name)
        .sort(),
    );
  });

  const styled = OPERATIONS.flatMap((operation) =>
    TOPIC_STYLES.filter((style) => routesOf(operation).some((route) => route.style === style)).map(
      (style) => [operation, style] as const,
    ),
  );

  it.each(styled)('accepts a %s request and its reply as %s clients send them', (operation, style) => {
    const route = routeOf(operation, style);
    if (route.fields !== 'code-analysis') {
      const payload = { ...REQUESTS[operation], session_id: SESSION_ID };
      const request = encodeRequest({ operation, style, correlationId: CORRELATION_ID, payload }, ORIGIN);
      expect([byTopic.get(route.request)?.(bodyOf(request)), bodyOf(request)]).toEqual([true, expect.anything()]);
      expect(byTopic.get(route.request)?.({ payload: 5 })).toBe(false);
    }
    const address = {
      route,
      form: route.envelope,
      correlationId: CORRELATION_ID,
      sessionId: SESSION_ID,
      eventId: EVENT_ID,
      origin: EVENT_ID,
      echo: { operation_type: 'QUALITY_ASSESSMENT', source_path: 'a.py' },
      trace: {},
    };
    const reply = bodyOf(encodeReply(address, answer(RESULTS[operation]), 1, ORIGIN));
    expect([byTopic.get(route.response)?.(reply), reply]).toEqual([true, expect.anything()]);
  });

  it('accepts hook events whole', () => {
    const payload = {
      service_info: { name: 's', instance_id: 'i' },
      shutdown_info: { shutdown_reason: 'x', uptime_seconds: 1 },
    };
    const sent = encodeHookEvent('service.lifecycle.stopped', payload, ORIGIN);
    expect(byTopic.get(sent.topic)?.(bodyOf(sent))).toBe(true);
    expect(byTopic.get(sent.topic)?.({ event_type: 'service.lifecycle.stopped', timestamp: NOW, payload })).toBe(false);
  });

  it('leaves out what was not asked for, and has the topics of one environment', () => {
    const own = topicSchemas(({ consumers }) => consumers.includes('dlq-monitor'), 'prod').map(({ topic }) => topic);
    expect(own).toContain('prod.omniclaude.codegen.validate.request.v1.dlq');
    expect(own).not.toContain('omninode.bridge.request.stamp.v1');
    expect(own.some((topic) => topic.startsWith('dev.'))).toBe(false);
  });
});
