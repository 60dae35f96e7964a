import { randomUUID } from 'node:crypto';
import { nearest } from '#config';
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
  type JsonObject,
  type Operation,
  type RefusalDetail,
  type Reply,
} from '#contracts';
import { InvalidPayloadError, KafkaConnection, RequestClient, type AskOptions } from '#event-bus';
import type { Arguments } from '../arguments';
import { isNo } from '../answers';
import { QUIET, requireTopics, settingsOf } from '../broker';
import { EXIT, usage } from '../failure';
import { ORIGIN } from '../origin';
import { readPayload } from '../payload';
import { unlessEnded, type Session } from '../session';
import { wordOf } from '../vocabulary';
import { workerClient, type WorkerClient } from '../worker-client';
import { askOverHttp, requireHomeStyle, servingPages } from './over-http';
import { showAgreement, showAnswer } from './show-answer';

const TIMEOUT_MS = 10_000;

export const WAYS = ['kafka', 'http', 'both'] as const;

export interface Question extends AskOptions<Operation> {
  readonly correlationId: string;
  /** How the answer is shown. */
  readonly verbose: boolean;
}

export interface Answered {
  readonly way: 'kafka' | 'http';
  readonly reply: Reply;
  readonly elapsedMs: number;
}

/** `omni request`: asks as a client of that style would, on the bus, over HTTP or both, and shows the reply. */
export async function request(typed: Arguments, session: Session): Promise<number> {
  const way = typed.choice('via', WAYS, 'kafka');
  const asked = await readQuestion(typed, session);
  requireConforming(asked);
  const client = way === 'kafka' ? null : httpClient(asked, typed, session);
  const answers = [
    ...(way === 'http' ? [] : [await timed('kafka', () => askOnKafka(asked, typed, session))]),
    ...(client === null ? [] : [await timed('http', () => askOverHttp(client, asked))]),
  ];
  for (const answer of answers) await session.print(showAnswer(asked, answer, session));
  const [first, second] = answers;
  if (first === undefined) throw new Error('nobody was asked');
  // Comparing brings the event log with it, which nobody else waits for.
  const differences = second && (await import('./agreement.js')).disagreements(first.reply, second.reply);
  if (differences !== undefined) await session.print(showAgreement(differences, session));
  const no = isNo(definitionOf(asked.operation).view, first.reply.payload, first.reply.error);
  return no || (differences ?? []).length > 0 ? EXIT.no : EXIT.ok;
}

async function askOnKafka(asked: Question, typed: Arguments, session: Session): Promise<Reply> {
  const settings = settingsOf(typed);
  const { request: to, response: from } = routeOf(asked.operation, asked.style);
  await unlessEnded(session.signal, requireTopics(new KafkaConnection(settings, QUIET), [to, from]));
  const client = new RequestClient(settings, ORIGIN, QUIET);
  try {
    await unlessEnded(session.signal, client.open([asked.operation]));
    return await unlessEnded(session.signal, client.ask(asked));
  } finally {
    await client.close();
  }
}

function httpClient({ operation, style }: Question, typed: Arguments, session: Session): WorkerClient {
  requireHomeStyle(style);
  return workerClient(servingPages(operation), typed, session);
}

async function timed(way: Answered['way'], ask: () => Promise<Reply>): Promise<Answered> {
  const started = performance.now();
  const reply = await ask();
  return { way, reply, elapsedMs: Math.round(performance.now() - started) };
}

function operationOf(typed: Arguments): Operation {
  return typed.verb(OPERATIONS.map(wordOf)).replaceAll('-', '_') as Operation;
}

async function readQuestion(typed: Arguments, session: Session): Promise<Question> {
  const operation = operationOf(typed);
  const style = typed.choice('style', TOPIC_STYLES, 'underscored');
  if (!routesOf(operation).some((route) => route.style === style)) {
    throw usage(`${operation} has no topic in ${style} style`);
  }
  const form = typed.choice('envelope', ENVELOPE_FORMS);
  // What needs nothing said need not be given as `{}`.
  const empty = faultsOf(operation, {}).length === 0 ? {} : undefined;
  return {
    operation,
    style,
    ...(form && { form }),
    correlationId: typed.text('correlation-id') ?? randomUUID(),
    sessionId: typed.text('session') ?? null,
    verbose: typed.flag('verbose'),
    timeoutMs: typed.milliseconds('timeout') ?? TIMEOUT_MS,
    payload: (await readPayload(typed, 1, session, empty)) as AskOptions<Operation>['payload'],
  };
}

function faultsOf(operation: Operation, payload: JsonObject) {
  return checkOf(REQUEST_PAYLOADS[operation])(canonicalPayload(operation, payload));
}

/** The publisher checks too, but only once there is a broker. */
function requireConforming({ operation, payload }: Question): void {
  const details = faultsOf(operation, payload);
  if (details.length === 0) return;
  // What is missing may be there under a misspelt name.
  const misspelt = ({ message }: RefusalDetail): string => {
    const [, missing] = /^must have required property '([^']+)'$/.exec(message) ?? [];
    const near = missing === undefined ? undefined : nearest(missing, Object.keys(payload));
    return near === undefined ? '' : `; you wrote ${JSON.stringify(near)}`;
  };
  const explained = details.map((detail) => ({ ...detail, message: `${detail.message}${misspelt(detail)}` }));
  throw new InvalidPayloadError(`the ${operation} request`, explained);
}
