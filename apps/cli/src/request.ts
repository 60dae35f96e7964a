import {
  canonicalPayload,
  checkOf,
  definitionOf,
  ENVELOPE_FORMS,
  OPERATIONS,
  REQUEST_PAYLOADS,
  routeOf,
  routesOf,
  TOPIC_STYLES,
  type Operation,
  type Reply,
} from '#contracts';
import { InvalidPayloadError, KafkaConnection, RequestClient, type AskOptions } from '#event-bus';
import type { Arguments } from './arguments';
import { isNo } from './answers';
import { QUIET, requireTopics, settingsOf } from './broker';
import { EXIT, usage } from './failure';
import { ORIGIN } from './origin';
import { readPayload } from './payload';
import { unlessEnded, type Session } from './session';
import { showReply } from './show-reply';
import { wordOf } from './vocabulary';

const TIMEOUT_MS = 10_000;

/** `omni request`: publishes one request as a client of that style would, and shows the reply. */
export async function request(typed: Arguments, session: Session): Promise<number> {
  const asked = await readQuestion(typed, session);
  requireConforming(asked);
  const settings = settingsOf(typed);
  const { request: to, response: from } = routeOf(asked.operation, asked.style);
  await unlessEnded(session.signal, requireTopics(new KafkaConnection(settings, QUIET), [to, from]));
  const client = new RequestClient(settings, ORIGIN, QUIET);
  try {
    await unlessEnded(session.signal, client.open([asked.operation]));
    const started = performance.now();
    const reply = await unlessEnded(session.signal, client.ask(asked));
    await print(session, asked, reply, Math.round(performance.now() - started));
    return isNo(definitionOf(asked.operation).view, reply.payload, reply.error) ? EXIT.no : EXIT.ok;
  } finally {
    await client.close();
  }
}

function operationOf(typed: Arguments): Operation {
  return typed.verb(OPERATIONS.map(wordOf)).replaceAll('-', '_') as Operation;
}

async function readQuestion(typed: Arguments, session: Session): Promise<AskOptions<Operation>> {
  const operation = operationOf(typed);
  const style = typed.choice('style', TOPIC_STYLES, 'underscored');
  if (!routesOf(operation).some((route) => route.style === style)) {
    throw usage(`${operation} has no topic in ${style} style`);
  }
  const form = typed.choice('envelope', ENVELOPE_FORMS);
  const correlationId = typed.text('correlation-id');
  return {
    operation,
    style,
    ...(form && { form }),
    ...(correlationId && { correlationId }),
    sessionId: typed.text('session') ?? null,
    timeoutMs: typed.milliseconds('timeout') ?? TIMEOUT_MS,
    payload: (await readPayload(typed, 1, session)) as AskOptions<Operation>['payload'],
  };
}

/** The publisher checks too, but only once there is a broker. */
function requireConforming({ operation, payload }: AskOptions<Operation>): void {
  const details = checkOf(REQUEST_PAYLOADS[operation])(canonicalPayload(operation, payload));
  if (details.length > 0) throw new InvalidPayloadError(`the ${operation} request`, details);
}

async function print(
  session: Session,
  { operation, style }: AskOptions<Operation>,
  reply: Reply,
  elapsedMs: number,
): Promise<void> {
  const { topic, correlationId, error, payload } = reply;
  await session.print(
    session.json
      ? JSON.stringify({
          operation,
          style,
          topic,
          correlation_id: correlationId,
          elapsed_ms: elapsedMs,
          error,
          payload,
        })
      : showReply({ operation: definitionOf(operation), correlationId, error, payload, elapsedMs }, session.paint),
  );
}
