import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { endWith, interval, map, merge, ReplaySubject, takeUntil, takeWhile, type Observable } from 'rxjs';
import { actorKey } from '../access/actor-key';
import type { HttpRequest } from '../http-request';
import { invalidParameter } from '../problem/faults';
import { busy, tooMany } from '../problem/problem';

/** Each stream holds a connection for as long as its client likes: with all of them open, pages are still admitted. */
const TOTAL = 32;
const PER_CLIENT = 4;
const RETRY_AFTER_SECONDS = 10;

/** Proxies give up on connections that are silent for a minute, and so does our server after half of one. */
const HEARTBEAT_MS = 15_000;

const LAST_EVENT_ID = /^[\x21-\x7E]{1,200}$/;
const END = Symbol('end');

/** What happened after the event with this id; `undefined` for a client that has seen none. */
export type EventsAfter = (lastEventId: string | undefined) => Observable<MessageEvent>;

/**
 * Server-sent events for `@Sse()` handlers: so many streams at once, with a sign of life in between, from where the
 * client was cut off, and over when the app stops. A client that does not read is cut off by Nest.
 */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  readonly #stopping = new ReplaySubject<void>(1);
  readonly #open = new Map<string, number>();
  #all = 0;

  /** Throws a problem where there are too many streams already. */
  open(request: HttpRequest, events: EventsAfter, heartbeatMs: number = HEARTBEAT_MS): Observable<MessageEvent> {
    const source = events(lastEventId(request));
    this.#admit(request);
    const heartbeats = interval(heartbeatMs).pipe(map((): MessageEvent => ({ comment: 'alive' })));
    return merge(source.pipe(endWith(END)), heartbeats).pipe(
      takeWhile((event) => event !== END),
      takeUntil(this.#stopping),
    );
  }

  onModuleDestroy(): void {
    this.#stopping.next();
  }

  #admit(request: HttpRequest): void {
    const client = actorKey(request) ?? request.ip ?? '';
    const ofClient = this.#open.get(client) ?? 0;
    if (ofClient >= PER_CLIENT) throw tooMany(`${PER_CLIENT} streams of this client are open.`, RETRY_AFTER_SECONDS);
    if (this.#all >= TOTAL) throw busy('overloaded', 'Too many streams are open.', RETRY_AFTER_SECONDS);
    this.#all += 1;
    this.#open.set(client, ofClient + 1);
    request.res?.once('close', () => this.#release(client));
  }

  #release(client: string): void {
    this.#all -= 1;
    const left = (this.#open.get(client) ?? 1) - 1;
    if (left === 0) this.#open.delete(client);
    else this.#open.set(client, left);
  }
}

/** A client that reconnects says what it saw last. */
function lastEventId({ headers }: HttpRequest): string | undefined {
  const sent = headers['last-event-id'];
  if (sent === undefined) return undefined;
  if (typeof sent === 'string' && LAST_EVENT_ID.test(sent)) return sent;
  throw invalidParameter('last-event-id', 'the id of an event of this stream');
}
