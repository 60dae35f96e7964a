import { routeOfRequest, type Operation, type Request } from '#contracts';
import { rehearse, type Rehearsal, type RequestHandler } from '#event-bus';
import type { Answers, Exchange, NotComparable } from '#event-log';
import { STAMPING_HANDLERS } from '#stamping';
import {
  JOB_OPERATIONS,
  NOTHING_LEARNED,
  startIntelligence,
  type Ask,
  type JobOperation,
  type RunningIntelligence,
} from '../../intelligence';
import { circumstanceOf } from './circumstances';
import { stampingWithoutEffects, type KeptStamps } from './stamps';
import { needed, NotComparableError, UnavailableError } from './unavailable';
import { ELSEWHERE, HERE, type World } from './worlds';

/** The workers' handlers in this process: what they answer, and nothing else that they do. */
export interface InProcess {
  /** This build's answers to the request, or why they say nothing about the recorded one. */
  readonly answersTo: (exchange: Exchange) => Promise<Answers | NotComparable>;
  readonly close: () => Promise<void>;
}

/** On so many threads. `stamps` is `null` where it is not known what was stamped. */
export function startInProcess(threads: number, stamps: KeptStamps | null): InProcess {
  let started: RunningIntelligence | undefined;
  // Not before there is something to ask: it takes a second.
  const ask: Ask = (operation, request) =>
    (started ??= startIntelligence(threads, NOTHING_LEARNED)).ask(operation, request);
  return {
    close: async () => started?.close(),
    answersTo: async ({ request, reply, missing }) => {
      const route = routeOfRequest(request.topic);
      if (missing !== null || reply === null) return missing ?? 'unanswered';
      if (route === undefined) return 'unknown_topic';
      const state = circumstanceOf(reply);
      if (state !== null) return state;
      // Where no time is known, all of them were there.
      const upTo = reply.timestamp || Infinity;
      const answerIn = (world: World) => {
        const handler = handlerOf(route.operation, { ask, stamps, upTo, world });
        return rehearse(request, handler, world.origin, { elapsed: world.elapsed });
      };
      const now = await answerIn(HERE);
      const reason = reasonOf(now) ?? (now.reply && circumstanceOf(now.reply));
      return reason ?? { now: now.reply, elsewhere: (await answerIn(ELSEWHERE)).reply };
    },
  };
}

interface Parts {
  readonly ask: Ask;
  readonly stamps: KeptStamps | null;
  readonly upTo: number;
  readonly world: World;
}

function handlerOf(operation: Operation, { ask, stamps, upTo, world }: Parts): RequestHandler {
  return {
    kind: 'request',
    name: operation,
    handle: async (request) => {
      if (isJob(request)) return needed(ask(request.operation, request.payload as never));
      const handler = stampingHandlerOf(operation);
      if (handler === undefined) throw new NotComparableError('live_state');
      return handler(request.payload as never, stampingWithoutEffects(stamps, upTo, world));
    },
  };
}

function isJob(request: Request): request is Request<unknown, JobOperation> {
  return (JOB_OPERATIONS as readonly Operation[]).includes(request.operation);
}

function stampingHandlerOf(operation: Operation) {
  const handlers: Readonly<Partial<Record<Operation, (typeof STAMPING_HANDLERS)[keyof typeof STAMPING_HANDLERS]>>> =
    STAMPING_HANDLERS;
  return handlers[operation];
}

/** Throws where a handler could not do its work for want of something. */
function reasonOf({ rejection }: Rehearsal): NotComparable | null {
  const cause = rejection?.cause;
  if (cause instanceof UnavailableError) throw cause.cause;
  return cause instanceof NotComparableError ? cause.reason : null;
}
