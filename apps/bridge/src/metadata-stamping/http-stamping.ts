import { Inject, Injectable } from '@nestjs/common';
import type { Refusal, StampRequest } from '#contracts';
import { WorkerOutbox, WorkerPersonalData } from '#jobs';
import { draftOf, inTurns, stampDrafted, type Drafted, type Signing, type Stamping, type StampRow } from '#stamping';
import { grouped } from '#storage';
import { WorkerRuntime } from '#worker';
import { bridgeConfig, type BridgeConfig } from '../config';
import { StampSigning } from '../stamp-signing';
import { stampingWithin } from '../stamping-within';
import { announcements, type AskedBatch, type Ended } from './announcements';
import { MAX_CONTENT_BYTES } from './limits';
import type { KeptMetadata } from './stamp-facts';

/** A content to be stamped, normalised, and what is to be kept beside it. */
export interface ToStamp {
  readonly request: StampRequest;
  readonly metadata: KeptMetadata;
}

export type Stamped = { readonly row: StampRow } | { readonly refusal: Refusal };

/** A statement for more of them would hold up the event loop while it is written. */
const STATEMENT = { maxKeys: 500, maxInFlight: 1 };

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
    private readonly personal: WorkerPersonalData,
    @Inject(bridgeConfig.KEY) private readonly config: BridgeConfig,
  ) {
    this.#together = grouped((asked) => this.#stampAll(asked));
  }

  async stamp(content: ToStamp, correlationId: string): Promise<Stamped> {
    const contents = await draftAll([content], this.signing);
    const [stamped] = await this.#together({ contents, correlationId });
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
    const drafted = await draftAll(contents, this.signing);
    const [stamped = []] = await this.#stampAll([{ contents: drafted, correlationId, batch: { failed } }]);
    return stamped;
  }

  #stampAll(asked: readonly Asked[]): Promise<readonly (readonly Stamped[])[]> {
    const { origin } = this.runtime;
    const { stampingEvents } = this.config;
    const from = performance.now();
    return this.outbox.publishing(async (query) => {
      const stamping = stampingWithin(query, this.personal, this.signing, STATEMENT);
      const ended = await stampInOrder(
        asked.map(({ contents }) => contents),
        stamping,
      );
      const tookMs = performance.now() - from;
      const events = await Promise.all(
        asked.map(({ correlationId, batch }, index) =>
          announcements(ended[index] ?? [], correlationId, { origin, stampingEvents, batch, tookMs }),
        ),
      );
      return [ended.map((all) => all.map(({ stamped }) => stamped)), events.flat()];
    }, STATEMENT_MS);
  }
}

interface DraftToStamp {
  readonly drafted: Drafted;
  readonly metadata: KeptMetadata;
  readonly started: Date;
}

interface Asked {
  readonly contents: readonly DraftToStamp[];
  readonly correlationId: string;
  readonly batch?: AskedBatch;
}

/** Outside of any transaction: hashing takes its time. */
function draftAll(contents: readonly ToStamp[], { signer }: Signing): Promise<readonly DraftToStamp[]> {
  const draft = async ({ request, metadata }: ToStamp): Promise<DraftToStamp> => ({
    started: new Date(),
    drafted: await draftOf(request, MAX_CONTENT_BYTES, signer !== undefined),
    metadata,
  });
  return inTurns(contents, draft, ({ request }) => request.content.length);
}

/**
 * Begun in the order of their keys, as every statement writes them: two transactions that have contents in common wait
 * for each other instead of deadlocking.
 */
function stampInOrder(lists: readonly (readonly DraftToStamp[])[], stamping: Stamping): Promise<readonly Ended[][]> {
  const keyed = lists.flat().map((content) => ({ content, key: keyOf(content) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  const begun = new Map(keyed.map(({ content }) => [content, stampOne(content, stamping)]));
  return Promise.all(lists.map((list) => Promise.all(list.map((content) => begun.get(content)!))));
}

function keyOf({ drafted }: DraftToStamp): string {
  return 'draft' in drafted ? `${drafted.draft.namespace} ${drafted.draft.blake3_hash}` : '';
}

async function stampOne({ drafted, metadata, started }: DraftToStamp, { stamps, now }: Stamping): Promise<Ended> {
  let row: StampRow | undefined;
  const keeping: Stamping['stamps'] = {
    ...stamps,
    stamp: async (draft) => (row = await stamps.stamp({ ...draft, metadata })),
  };
  const outcome = await stampDrafted(drafted, { stamps: keeping, now }, started);
  const { events } = outcome;
  if (outcome.kind === 'refusal') return { stamped: { refusal: outcome.refusal }, events };
  if (row === undefined) throw new Error('a stamp was answered that nobody has stored');
  return { stamped: { row }, events };
}
