import { Injectable } from '@nestjs/common';
import { encodeServiceEvent, SUBJECT_ERASED_TOPIC, type OutboundRecord } from '#contracts';
import { countEventsAbout, forgetEvents, holdProjections } from '#event-log';
import { Problem } from '#http';
import { WorkerOutbox, WorkerPersonalData, type Asked, type By } from '#jobs';
import { eraseSubject, keyIdsOfSubject, subjectHash } from '#personal-data';
import { forgetSent } from '#storage';
import { auditRecord, WorkerRuntime } from '#worker';
import { FOLLOWED } from './log-follower';
import { RecorderStorage } from './recorder-storage';

/** Counting goes through everything about the subject; who asks waits for it. */
const COUNT_MS = 25_000;

/** What an erasure is about. The subject is named by its hash: its name must be nowhere. */
export interface ErasurePreview {
  readonly subject: Buffer;
  readonly events: number;
}

/** Makes what is kept about somebody unreadable. */
@Injectable()
export class Erasures {
  constructor(
    private readonly storage: RecorderStorage,
    private readonly personal: WorkerPersonalData,
    private readonly outbox: WorkerOutbox,
    private readonly runtime: WorkerRuntime,
  ) {}

  preview(subject: string): Promise<ErasurePreview> {
    const { masters } = this.personal;
    if (masters === undefined) {
      throw new Problem(
        409,
        'encryption_off',
        'Nothing is encrypted, so nothing can be erased: set PERSONAL_DATA_KEY_FILE.',
      );
    }
    const hash = subjectHash(masters.indexKey, subject);
    return this.storage.transaction(async (query) => {
      const keyIds = await keyIdsOfSubject(query, hash);
      return { subject: hash, events: keyIds.length === 0 ? 0 : await countEventsAbout(query, keyIds) };
    }, COUNT_MS);
  }

  /** The key's end, that of all that was made of it, and the events that tell of it are one transaction; answers when it was. */
  async erase({ subject, events }: ErasurePreview, by: By, asked: Asked): Promise<Date> {
    const erasedAt = await this.outbox.publishing(async (query) => {
      await holdProjections(query);
      const keyIds = await keyIdsOfSubject(query, subject);
      for (const projection of FOLLOWED) await forgetEvents(query, projection, keyIds);
      const at = await eraseSubject(query, { subject, ...by });
      return [at, this.#records(subject.toString('hex'), at, events, by, asked)];
    });
    await forgetSent(this.storage);
    this.runtime.logger.info({ ...by, ...asked, subject: subject.toString('hex'), events }, 'subject erased');
    return erasedAt;
  }

  #records(subject: string, at: Date, events: number, by: By, { request_id }: Asked): readonly OutboundRecord[] {
    const { origin } = this.runtime;
    const place = { correlationId: request_id, requestId: request_id };
    const task = { kind: 'erase_subject', reason: by.reason };
    const audit = { agent_name: by.actor, task, result: { subject, erased_at: at.toISOString(), events } };
    const belonging = { correlationId: request_id, causationId: null, metadata: { request_id } };
    const payload = { subject, erased_at: at.toISOString() };
    const tombstone = encodeServiceEvent(SUBJECT_ERASED_TOPIC, payload, origin, belonging);
    return [auditRecord(audit, place, origin), { ...tombstone, key: subject }];
  }
}
