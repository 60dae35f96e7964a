import {
  checkedReply,
  encodeEvents,
  encodeRequest,
  entryOf,
  requestNameOf,
  routeOfRequest,
  type DomainEvent,
  type Origin,
  type OutboundRecord,
} from '#contracts';
import type { Ask, Definition, Step } from './definition';
import { stepOf } from './decide';
import { evolve } from './evolve';
import { stateOf, type Saga, type SagaEvent } from './saga';

/** What the world hears of new events of a saga: requests, events about nodes and the workflow, the reply. */
export function recordsOf(
  id: string,
  before: Saga | undefined,
  events: readonly SagaEvent[],
  definition: Definition,
  origin: Origin,
): OutboundRecord[] {
  const told: DomainEvent[] = [];
  const records: OutboundRecord[] = [];
  let saga = before;
  for (const event of events) {
    told.push(...eventsAbout(saga, event, definition));
    saga = evolve(saga, event);
    records.push(...requestFor(saga, event, definition, origin), ...replyFor(saga, event, origin));
  }
  if (saga === undefined) return records;
  told.push(...stateEvents(before, saga));
  // Derived from the version, at which a saga is only once.
  const cause = { ...saga.trigger, origin: `${id}-${saga.version}` };
  return [...encodeEvents(cause, told, origin), ...records];
}

function eventsAbout(saga: Saga | undefined, event: SagaEvent, definition: Definition): DomainEvent[] {
  if (saga === undefined || !('step' in event)) return [];
  const { name: node_name, nodeType: node_type, operation, compensation } = stepOf(definition, event.step);
  const node = { node_type, node_name };
  switch (event.type) {
    case 'requested':
      return event.action === 'run'
        ? [{ type: 'node_started', payload: { ...node, contract: contractOf(operation) } }]
        : [];
    case 'completed': {
      const duration_ms = Date.parse(event.at) - Date.parse(saga.pending?.since ?? event.at);
      return [{ type: 'node_completed', payload: { ...node, result: event.result, duration_ms } }];
    }
    case 'failed':
      return [{ type: 'node_failed', payload: { ...node, error: { ...event.error }, stack_trace: null } }];
    case 'compensated':
      return compensation?.by === 'event' && saga.failure !== null
        ? [compensation.event(saga, saga.failure.error)]
        : [];
    case 'attempt_failed':
      return [];
  }
}

/** What a node promises, which is its operation's request. */
function contractOf(operation: Step['operation']): Record<string, unknown> {
  const name = requestNameOf(operation);
  return { name, version: entryOf(name)?.version };
}

function requestFor(saga: Saga, event: SagaEvent, definition: Definition, origin: Origin): OutboundRecord[] {
  if (event.type !== 'requested') return [];
  const ask = askOf(stepOf(definition, event.step), event.action);
  if (ask === undefined) return [];
  const { correlationId, sessionId, eventId: causationId, trace } = saga.trigger;
  const payload = ask.payload(saga);
  const { operation } = ask;
  const parts = { operation, style: 'dotted', correlationId, sessionId, causationId, trace, payload } as const;
  return [encodeRequest({ ...parts, eventId: event.request_id }, origin)];
}

function askOf(step: Step, action: 'run' | 'compensate'): Ask | undefined {
  if (action === 'run') return step;
  return step.compensation?.by === 'request' ? step.compensation : undefined;
}

/** Who asked for a workflow knows that it runs; who asked for a node waits for what it returns. */
function replyFor(saga: Saga, event: SagaEvent, origin: Origin): OutboundRecord[] {
  return event.type === 'ended' && saga.subject.kind === 'node' ? nodeReply(saga, origin) : [];
}

export function nodeReply({ trigger, ...saga }: Saga, origin: Origin): OutboundRecord[] {
  const { topic, ...address } = trigger;
  const route = routeOfRequest(topic);
  if (route === undefined) return [];
  return [checkedReply({ ...address, route }, nodeResult(saga), 0, origin)];
}

/** What a node returned, once it has ended. */
export function nodeResult({ subject, ended, beganAt, results, failure }: Omit<Saga, 'trigger'>) {
  return {
    node_type: subject.kind === 'node' ? subject.nodeType : null,
    node_name: subject.name,
    success: ended?.state === 'completed',
    result: results[subject.name] ?? {},
    duration_ms: Date.parse(ended?.at ?? beganAt) - Date.parse(beganAt),
    error: failure?.error ?? null,
  };
}

/** One for all that happened together; none where it does not show. */
function stateEvents(before: Saga | undefined, { subject, ...saga }: Saga): DomainEvent[] {
  if (subject.kind !== 'workflow') return [];
  const state = stateOf(saga);
  if (before !== undefined && stateOf(before) === state && before.completed.length === saga.completed.length) return [];
  const payload = { workflow_id: subject.id, state, nodes_completed: [...saga.completed] };
  return [{ type: 'workflow_state', payload, key: subject.id }];
}
