import {
  canonicalPayload,
  checkOf,
  refusal,
  refuse,
  REQUEST_PAYLOADS,
  type JsonObject,
  type Outcome,
  type RefusalDetail,
  type ReplyAddress,
} from '#contracts';
import { OutboxError } from '#storage';
import type { Coordinator } from './coordinator';
import type { Definition } from './saga/definition';
import type { Saga, Subject, Trigger } from './saga/saga';

interface Asked {
  readonly id: string;
  readonly subject: Subject;
  readonly input: JsonObject;
  readonly timeoutMs: number | undefined;
}

/** The saga that a request asks for, or why there can be none. */
export async function beginAsked(
  address: ReplyAddress,
  { id, subject, input, timeoutMs }: Asked,
  definition: Definition,
  coordinator: Coordinator,
): Promise<Saga | Outcome<never>> {
  const details = faultsIn(definition, input);
  if (details.length > 0) {
    const sentences = details.map(({ path, message }) => `${path} ${message}`).join('; ');
    return refuse(refusal('invalid_payload', `the input does not conform: ${sentences}`.slice(0, 500), details));
  }
  try {
    return await coordinator.begin(id, { subject, input, trigger: triggerOf(address), timeoutMs }, definition);
  } catch (error) {
    if (!(error instanceof OutboxError)) throw error;
    return refuse(refusal('message_too_large', 'the input does not fit into the request of the first step'));
  }
}

/** What the worker of the first step would refuse. */
function faultsIn({ steps: [first] }: Definition, input: JsonObject): RefusalDetail[] {
  if (first === undefined) return [];
  const { operation } = first;
  const payload = canonicalPayload(operation, first.payload({ input, results: {} }));
  const faults = checkOf(REQUEST_PAYLOADS[operation])(payload);
  return faults.map(({ path, message }) => ({ path: `/input${path}`, message }));
}

function triggerOf(address: ReplyAddress): Trigger {
  const { route, form, correlationId, sessionId, eventId, origin, echo, trace } = address;
  return { topic: route.request, form, correlationId, sessionId, eventId, origin, echo, trace };
}
