import { Injectable } from '@nestjs/common';
import { operationsOnlyOf, type Outcome, type Request } from '#contracts';
import { WorkerPersonalData } from '#jobs';
import { STAMPING_HANDLERS, type Stamping } from '#stamping';
import { Rehearsing, type HandleWithoutEffects } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { StampSigning } from './stamp-signing';
import { stampingFor } from './stamping-for';
import { stampingWithin } from './stamping-within';

type Handler = (typeof STAMPING_HANDLERS)[keyof typeof STAMPING_HANDLERS];

/** Stamping in a transaction that is undone. */
@Injectable()
export class BridgeRehearsing extends Rehearsing {
  override readonly operations = operationsOnlyOf('bridge');

  constructor(
    private readonly storage: BridgeStorage,
    private readonly signing: StampSigning,
    private readonly personal: WorkerPersonalData,
  ) {
    super();
  }

  override withoutEffects<Result>(work: (handle: HandleWithoutEffects) => Promise<Result>): Promise<Result> {
    return this.storage.undone((query) => {
      // Its own: what is stamped together with others' is one statement.
      const stamping = stampingWithin(query, this.personal, this.signing);
      return work((request) => answer(request, stamping));
    });
  }
}

async function answer({ operation, payload, trace }: Request, stamping: Stamping): Promise<Outcome<unknown>> {
  const handlers: Readonly<Partial<Record<string, Handler>>> = STAMPING_HANDLERS;
  const handler = handlers[operation];
  if (handler === undefined) throw new TypeError(`${operation} is not rehearsed`);
  return handler(payload as never, stampingFor(stamping, trace));
}
