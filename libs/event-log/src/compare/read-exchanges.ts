import { entriesOfTopic, routeOfRequest } from '#contracts';
import type { Query } from '#storage';
import { readConversation } from '../conversations';
import type { EventExcerpt, LoggedEvent } from '../event';
import { readEvents, type EventFilter } from '../read';
import { recordOf } from '../record-of';
import { previewReplay } from '../replay/preview';
import type { ReplayFilter } from '../replay/replay-input';
import { traceOf, type Hop } from '../trace/trace';
import type { Exchange, NotComparable } from './exchange';

/** Events are whole, so a page may be some megabytes. */
const PAGE = 50;

/** Of a correlation id: among so many events the answer is looked for. */
const MAX_CONVERSATION = 1_000;

/** How many requests match, and the position before which they are: what comes later is not counted. */
export async function countExchanges(
  query: Query,
  filter: ReplayFilter,
): Promise<{ readonly requests: number; readonly upTo: string }> {
  const { topics, range } = await previewReplay(query, filter, new Set());
  const requests = topics.filter(({ topic }) => kindOf(topic) !== null).map(({ events }) => events);
  return { requests: requests.reduce((sum, events) => sum + events, 0), upTo: String(BigInt(range?.up_to ?? 0) + 1n) };
}

/** The requests that match and their answers, in the order of the log; a page of them is held at a time. */
export async function* readExchanges(query: Query, filter: EventFilter): AsyncGenerator<Exchange> {
  let events: readonly LoggedEvent[] = [];
  let { after } = filter;
  do {
    events = await readEvents(query, { ...filter, after }, PAGE);
    after = events.at(-1)?.position;
    yield* await exchangesOf(query, events);
  } while (events.length === PAGE);
}

async function exchangesOf(query: Query, events: readonly LoggedEvent[]): Promise<readonly Exchange[]> {
  const conversations = new Map<string, ReturnType<typeof conversationOf>>();
  const hopsOf = (id: string) => {
    const known = conversations.get(id) ?? conversationOf(query, id);
    conversations.set(id, known);
    return known;
  };
  const found = events.map(async (event) => {
    const asked = kindOf(event.topic);
    if (asked === 'request') return exchangeOf(query, event, hopsOf);
    return asked === null ? null : { request: recordOf(event), reply: null, missing: asked };
  });
  return (await Promise.all(found)).filter((exchange) => exchange !== null);
}

/** What a topic has: requests of ours, others, or, `null`, what nobody answers. */
function kindOf(topic: string): 'request' | NotComparable | null {
  if (routeOfRequest(topic) !== undefined) return 'request';
  const entries = entriesOfTopic(topic);
  if (entries.length === 0) return 'unknown_topic';
  return entries.some(({ pattern }) => pattern === 'request') ? 'not_served' : null;
}

interface Found {
  readonly hops: readonly Hop[];
  readonly complete: boolean;
}

async function conversationOf(query: Query, correlationId: string): Promise<Found> {
  const { events, complete } = await readConversation(query, { correlationId }, MAX_CONVERSATION);
  return { hops: traceOf(events)?.hops ?? [], complete };
}

async function exchangeOf(
  query: Query,
  event: LoggedEvent,
  hopsOf: (correlationId: string) => Promise<Found>,
): Promise<Exchange> {
  const request = recordOf(event);
  const without = (missing: NotComparable): Exchange => ({ request, reply: null, missing });
  if (event.seal !== null) return without('sealed');
  if (event.headers === null) return without('not_exact');
  const { hops, complete } =
    event.correlationId === null ? { hops: [], complete: true } : await hopsOf(event.correlationId);
  const answer = answerTo(event, hops);
  if (answer === undefined) return without(complete ? 'unanswered' : 'conversation_too_long');
  const [reply] = await readEvents(query, { after: String(BigInt(answer.position) - 1n) }, 1);
  if (reply?.position !== answer.position) return without('unanswered');
  if (reply.seal !== null) return without('sealed');
  return reply.headers === null ? without('not_exact') : { request, reply: recordOf(reply), missing: null };
}

/** As a trace tells it: an answer before a refusal, the first of each. */
function answerTo({ position, topic }: LoggedEvent, hops: readonly Hop[]): EventExcerpt | LoggedEvent | undefined {
  const at = hops.findIndex(({ event }) => event.position === position);
  const route = routeOfRequest(topic);
  const replies = hops.filter(
    ({ parent, event }) => at >= 0 && parent === at && [route?.response, route?.failure].includes(event.topic),
  );
  return (replies.find(({ errorCode }) => errorCode === null) ?? replies[0])?.event;
}
