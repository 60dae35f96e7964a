import type { EventFacts } from './facts';
import type { Mark } from './marks';

/** What became of a request. */
export type RequestOutcome = 'answered' | 'refused' | 'dead_lettered' | 'pending';

/** What became of a conversation; `unknown` where nothing was asked. */
export type Outcome = 'completed' | 'failed' | 'pending' | 'unknown';

export interface Settled {
  readonly outcome: RequestOutcome;
  /** From the request to what settled it; `null` while it is pending. */
  readonly durationMs: number | null;
}

/** An answer counts before a dead letter: what was redriven may have one later. `caused` is in the order of time. */
export function settle(request: EventFacts, caused: readonly EventFacts[]): Settled {
  const answer = caused.find(({ pattern, errorCode }) => pattern === 'response' && errorCode === null);
  const deadLetter = caused.find(({ pattern }) => pattern === 'dlq');
  const refusal = caused.find(({ pattern }) => pattern === 'response');
  const end = answer ?? refusal ?? deadLetter;
  if (end === undefined) return { outcome: 'pending', durationMs: null };
  const failed = deadLetter === undefined ? 'refused' : 'dead_lettered';
  return { outcome: answer === undefined ? failed : 'answered', durationMs: end.at - request.at };
}

export interface Attempt {
  readonly topic: string;
  readonly outcome: RequestOutcome;
  readonly marks: readonly Mark[];
}

/** Of the requests of a conversation in the order of time: on each topic the last attempt decides. */
export function outcomeOf(attempts: readonly Attempt[]): Outcome {
  const last = new Map<string, RequestOutcome>();
  for (const { topic, outcome, marks } of attempts) {
    const before = last.get(topic);
    // A repetition need not be answered again, and what was answered is not open because somebody asked again.
    const isOpen = before === undefined || (before !== 'answered' && !marks.includes('duplicate'));
    if (outcome !== 'pending' || isOpen) last.set(topic, outcome);
  }
  const outcomes = [...last.values()];
  if (outcomes.length === 0) return 'unknown';
  if (outcomes.some((outcome) => outcome === 'refused' || outcome === 'dead_lettered')) return 'failed';
  return outcomes.includes('pending') ? 'pending' : 'completed';
}
