import * as fc from 'fast-check';
import { ORIGIN, bodyOf } from '../spec/fixtures';
import { CATALOG } from './contracts';
import { hookTopicOf } from './catalog/hook-topics';
import { EventProcessor, type HookEvent } from './event-processor';
import { encodeHookEvent, hookEventProcessor } from './hook-events';
import type { JsonObject } from './json';
import { ServiceStoppedPayload } from './payloads/hooks/service-lifecycle';
import { encodeServiceEvent } from './service-events';
import { SERVICE_TOPICS } from './topics';

const STOPPED = {
  service_info: { name: 'omniagent', instance_id: 'a-1' },
  shutdown_info: { shutdown_reason: 'graceful_shutdown', uptime_seconds: 86_400 },
};

function event(over: JsonObject = {}): JsonObject {
  return {
    event_id: '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11',
    event_type: 'service.lifecycle.stopped',
    timestamp: '2026-01-02T03:04:05',
    source: { service_name: 'omniagent', service_version: '1.2.3', instance_id: 'a-1' },
    payload: STOPPED,
    ...over,
  };
}

const processor = () => new EventProcessor().registerSchema('service.lifecycle.stopped', ServiceStoppedPayload);

describe('EventProcessor', () => {
  it('hands an event that conforms to every handler of its type, in order, one after the other', async () => {
    const heard: string[] = [];
    const result = await processor()
      .registerHandler('service.lifecycle.stopped', async ({ event_id }) => {
        await Promise.resolve();
        heard.push(`first ${event_id}`);
      })
      .registerHandler('service.lifecycle.stopped', ({ payload }) => void heard.push(Object.keys(payload).join()))
      .registerHandler('service.lifecycle.started', () => void heard.push('never'))
      .process(event());
    expect(result).toEqual({ kind: 'processed', handlers: 2 });
    expect(heard).toEqual(['first 0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11', 'service_info,shutdown_info']);
  });

  it('says which member is wrong, in the envelope and in the payload, and runs no handler', async () => {
    const handler = jest.fn();
    const strict = processor().registerHandler('service.lifecycle.stopped', handler);
    const paths = async (raw: unknown) => {
      const result = await strict.process(raw);
      return result.kind === 'refused' ? result.refusal.details.map(({ path }) => path) : result.kind;
    };
    await expect(paths(event({ event_id: 'abc-123' }))).resolves.toEqual(['/event_id']);
    await expect(paths(event({ source: 'omniagent' }))).resolves.toEqual(['/source']);
    await expect(paths(event({ payload: { ...STOPPED, shutdown_info: { shutdown_reason: 'x' } } }))).resolves.toEqual([
      '/payload/shutdown_info',
    ]);
    expect(handler).not.toHaveBeenCalled();
  });

  it('holds a type nobody registered to the envelope alone', async () => {
    const anything = event({ event_type: 'deployment.rollout.finished', payload: { any: 'thing' } });
    await expect(processor().process(anything)).resolves.toEqual({ kind: 'processed', handlers: 0 });
  });

  it('runs the other handlers when one throws, and says what was thrown', async () => {
    const wrong = new Error('no');
    const after = jest.fn();
    const result = await processor()
      .registerHandler('service.lifecycle.stopped', () => Promise.reject(wrong))
      .registerHandler('service.lifecycle.stopped', after)
      .process(event());
    expect(result).toEqual({ kind: 'failed', errors: [wrong] });
    expect(after).toHaveBeenCalledTimes(1);
  });

  it('takes one schema per type', () => {
    expect(() => processor().registerSchema('service.lifecycle.stopped', ServiceStoppedPayload)).toThrow(
      'event type service.lifecycle.stopped has two schemas',
    );
  });

  it('never throws on what is no event', async () => {
    const all = hookEventProcessor();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(['processed', 'refused']).toContain((await all.process(value)).kind);
      }),
    );
    await expect(all.process(undefined)).resolves.toMatchObject({ kind: 'refused' });
  });
});

describe('hook events of the catalog', () => {
  const types = CATALOG.filter(({ domain, eventType }) => domain === 'hooks' && eventType !== undefined);

  it.each(types.map((entry) => [entry.eventType ?? '', entry] as const))(
    '%s are sent as their readers expect',
    (type, entry) => {
      const sent = encodeHookEvent(type, entry.sample, ORIGIN);
      expect(sent).toMatchObject({ topic: hookTopicOf(type), key: ORIGIN.instanceId });
      expect(hookEventProcessor().check(bodyOf(sent))).toBeNull();
      const [invalid] = entry.invalid;
      expect(() => encodeHookEvent(type, invalid?.payload as JsonObject, ORIGIN)).toThrow(`${type} breaks its schema`);
    },
  );

  it('reach a handler with their payload', async () => {
    const heard: HookEvent[] = [];
    const all = hookEventProcessor().registerHandler('service.lifecycle.stopped', (one) => void heard.push(one));
    await all.process(bodyOf(encodeHookEvent('service.lifecycle.stopped', STOPPED, ORIGIN)));
    expect(heard).toEqual([expect.objectContaining({ event_type: 'service.lifecycle.stopped', payload: STOPPED })]);
  });
});

describe('service events', () => {
  it('are held to the schema of their topic', () => {
    const sent = encodeServiceEvent(
      SERVICE_TOPICS.lifecycle,
      { service: 'bridge', event_type: 'started', status: 'running' },
      ORIGIN,
    );
    expect(bodyOf(sent)).toMatchObject({ event_type: SERVICE_TOPICS.lifecycle, source: { service: 'spec' } });
    expect(() => encodeServiceEvent(SERVICE_TOPICS.lifecycle, { service: '' }, ORIGIN)).toThrow(
      'service.event.lifecycle breaks its schema',
    );
    expect(() => encodeServiceEvent('nowhere', {}, ORIGIN)).toThrow('the catalog has no topic nowhere');
  });
});
