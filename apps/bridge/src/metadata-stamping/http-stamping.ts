import { Inject, Injectable } from '@nestjs/common';
import {
  encodeEvents,
  StampRequest,
  type Cause,
  type DomainEvent,
  type OutboundRecord,
  type Refusal,
} from '#contracts';
import { WorkerOutbox } from '#jobs';
import { stamp, stampResponse, type Stamping, type StampRow } from '#stamping';
import { grouped } from '#storage';
import { WorkerRuntime } from '#worker';
import { bridgeConfig, type BridgeConfig } from '../config';
import { batchEvents, createdEvents, encodeStampingEvents } from '../stamping-events/stamping-events';
import { StampSigning } from '../stamp-signing';
import { stampingWithin } from '../stamping-within';
import { MAX_CONTENT_BYTES, MAX_ITEMS } from './limits';
import type { KeptMetadata } from './stamp-facts';

/** A content to be stamped, normalised, and what is to be kept beside it. */
export interface ToStamp {
  readonly request: StampRequest;
  readonly metadata: KeptMetadata;
}

export type Stamped = { readonly row: StampRow } | { readonly refusal: Refusal };

/** A batch is one statement: two that have contents in common wait for each other instead of deadlocking. */
const ONE_STATEMENT = { maxKeys: MAX_ITEMS, maxInFlight: 1 };

/** Stamps are made a little slower than any page should wait; the database may have much else to do. */
const STATEMENT_MS = 30_000;

/** Stamping for who asks over HTTP: the stamps and the events about them are stored in one transaction, or not at all. */
@Injectable()
export class HttpStamping {
  /** Requests that come together are one transaction: a commit for each would be all that the database does. */
  readonly #together: (asked: Asked) => Promise<readonly Stamped[]>;

  constructor(
    private readonly outbox: WorkerOutbox,
    private readonly runtime: WorkerRuntime,
    private readonly signing: StampSigning,
    @Inject(bridgeConfig.KEY) private readonly config: BridgeConfig,
  ) {
    this.#together = grouped((asked) => this.#stampAll(asked));
  }

  async stamp(content: ToStamp, correlationId: string): Promise<Stamped> {
    const [stamped] = await this.#together({ contents: [content], correlationId });
    if (stamped === undefined) throw new Error('a content was neither stamped nor refused');
    return stamped;
  }

  /** In the order asked. Rejects as a whole where the database does: then nothing is stored, and nothing announced. */
  async stampBatch(
    contents: readonly ToStamp[],
    correlationId: string,
    /** Items of the batch that stand for no content. */
    failed: number,
  ): Promise<readonly Stamped[]> {
    const [stamped = []] = await this.#stampAll([{ contents, correlationId, batch: { failed } }]);
    return stamped;
  }

  #stampAll(asked: readonly Asked[]): Promise<readonly (readonly Stamped[])[]> {
    const { origin } = this.runtime;
    const from = performance.now();
    return this.outbox.publishing(async (query) => {
      const stamping = stampingWithin(query, this.config.personalData.masters, this.signing, ONE_STATEMENT);
      const ended = await Promise.all(
        asked.map(({ contents }) => Promise.all(contents.map((content) => stampOne(content, stamping)))),
      );
      const tookMs = performance.now() - from;
      const events = asked.flatMap(({ correlationId, batch }, index) => {
        const cause = { origin: origin.newId(), eventId: null, correlationId, sessionId: null, trace: {} };
        const all = ended[index] ?? [];
        return [...encodeEvents(cause, distinctEvents(all), origin), ...this.#announced(cause, all, batch, tookMs)];
      });
      return [ended.map((all) => all.map(({ stamped }) => stamped)), events];
    }, STATEMENT_MS);
  }

  #announced(cause: Cause, ended: readonly Ended[], batch: Asked['batch'], tookMs: number): OutboundRecord[] {
    const { stampingEvents } = this.config;
    if (stampingEvents === null) return [];
    const { origin } = this.runtime;
    const stamps = ended.flatMap(({ stamped }) => ('row' in stamped ? [stampResponse(stamped.row)] : []));
    const events =
      batch === undefined
        ? stamps.flatMap((stamp) => createdEvents(stamp, tookMs))
        : batchEvents(stamps, batch.failed + ended.length - stamps.length, tookMs, origin.now());
    return encodeStampingEvents(cause, events, stampingEvents, origin);
  }
}

interface Asked {
  readonly contents: readonly ToStamp[];
  readonly correlationId: string;
  readonly batch?: { readonly failed: number };
}

interface Ended {
  readonly stamped: Stamped;
  readonly events: readonly DomainEvent[];
}

async function stampOne({ request, metadata }: ToStamp, { stamps, now, isSigned }: Stamping): Promise<Ended> {
  let row: StampRow | undefined;
  const keeping: Stamping['stamps'] = {
    find: stamps.find,
    stamp: async (draft) => (row = await stamps.stamp({ ...draft, metadata })),
  };
  const outcome = await stamp(request, { stamps: keeping, now, isSigned, maxContentBytes: MAX_CONTENT_BYTES });
  const { events } = outcome;
  if (outcome.kind === 'refusal') return { stamped: { refusal: outcome.refusal }, events };
  if (row === undefined) throw new Error('a stamp was answered that nobody has stored');
  return { stamped: { row }, events };
}

/** Equal contents are one stamp, announced once. */
function distinctEvents(ended: readonly Ended[]): readonly DomainEvent[] {
  const byStamp = new Map<unknown, readonly DomainEvent[]>();
  for (const { stamped, events } of ended) byStamp.set('row' in stamped ? stamped.row.uid : stamped, events);
  return [...byStamp.values()].flat();
}
