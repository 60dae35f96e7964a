import { Inject, Injectable } from '@nestjs/common';
import { operationsOnlyOf, type Outcome, type Request } from '#contracts';
import { PersonalData } from '#personal-data';
import { STAMPING_HANDLERS, Stamps, type Stamping } from '#stamping';
import type { Database } from '#storage';
import { Rehearsing, type HandleWithoutEffects } from '#worker';
import { BridgeStorage } from './bridge-storage';
import { bridgeConfig, type BridgeConfig } from './config';
import { stampingFor } from './stamping-for';

type Handler = (typeof STAMPING_HANDLERS)[keyof typeof STAMPING_HANDLERS];

/** Stamping in a transaction that is undone: the keys of people are made in it as well. */
@Injectable()
export class BridgeRehearsing extends Rehearsing {
  override readonly operations = operationsOnlyOf('bridge');

  constructor(
    private readonly storage: BridgeStorage,
    @Inject(bridgeConfig.KEY) private readonly config: BridgeConfig,
  ) {
    super();
  }

  override withoutEffects<Result>(work: (handle: HandleWithoutEffects) => Promise<Result>): Promise<Result> {
    return this.storage.undone((query) => {
      const within: Database['transaction'] = (inside) => inside(query);
      const database: Database = { query, transaction: within, close: () => Promise.resolve() };
      const now = () => new Date();
      const personal = new PersonalData(database, this.config.personalData.masters);
      // Its own: what is stamped together with others' is one statement.
      const stamping = { stamps: new Stamps(query, { personal, now }), now };
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
