import { Injectable } from '@nestjs/common';
import { WorkerOutbox, WorkerPersonalData } from '#jobs';
import { grouped } from '#storage';
import { WorkerRuntime } from '#worker';
import { CoordinatorStorage } from './coordinator-storage';
import { begin, decide, type Beginning, type Signal } from './saga/decide';
import type { Definition } from './saga/definition';
import { evolve, fold } from './saga/evolve';
import { recordsOf } from './saga/records';
import type { Saga } from './saga/saga';
import { appendToSaga, enterSaga, lockSaga, sagasOf } from './saga/saga-tables';
import { definitionOf } from './workflows/workflows';

/** Takes sagas from event to event. What happened and what is to be published for it are one transaction. */
@Injectable()
export class Coordinator {
  /** The saga that made a request; `undefined` for requests of others. */
  readonly sagaOf: (requestId: string) => Promise<string | undefined>;

  constructor(
    { query }: CoordinatorStorage,
    private readonly outbox: WorkerOutbox,
    private readonly personal: WorkerPersonalData,
    private readonly runtime: WorkerRuntime,
  ) {
    this.sagaOf = grouped(async (requestIds) => {
      const sagas = await sagasOf(query, requestIds);
      return requestIds.map((requestId) => sagas.get(requestId));
    });
  }

  /** The saga of that id, begun now or earlier. */
  begin(id: string, beginning: Beginning, definition: Definition): Promise<Saga> {
    const { origin } = this.runtime;
    return this.outbox.publishing(async (query) => {
      const known = fold(await enterSaga(query, id, this.personal));
      if (known !== undefined) return [known, []];
      const events = begin(id, beginning, definition, origin.now());
      const saga = fold(events);
      if (saga === undefined) throw new TypeError('a saga begins with an event');
      await appendToSaga(query, id, 0, events, saga, this.personal);
      return [saga, recordsOf(id, undefined, events, definition, origin)];
    });
  }

  async hear(id: string, signal: Signal): Promise<void> {
    const { origin } = this.runtime;
    await this.outbox.publishing(async (query) => {
      const before = fold(await lockSaga(query, id, this.personal));
      const definition = before && definitionOf(before.subject);
      if (before === undefined || definition === undefined) return [undefined, []];
      const events = decide(id, before, signal, definition, origin.now());
      if (events.length === 0) return [undefined, []];
      await appendToSaga(query, id, before.version, events, events.reduce<Saga>(evolve, before), this.personal);
      return [undefined, recordsOf(id, before, events, definition, origin)];
    });
  }
}
