import { Controller } from '@nestjs/common';
import { checkOf, readEnvelope, SUBJECT_ERASED_TOPIC, SubjectErasedEvent, type Message } from '#contracts';
import { Consumes, WorkerRuntime } from '#worker';
import { WorkerPersonalData } from './worker-personal-data';

/** `null` where the message is none: it is nobody's word. */
function readErasure({ record, json }: Message): SubjectErasedEvent | null {
  const payload = json.ok ? readEnvelope(record, json).payload : null;
  return checkOf(SubjectErasedEvent)(payload).length === 0 ? (payload as SubjectErasedEvent) : null;
}

/** Whom the recorder has erased is erased here, too: with the same database that is done already. */
@Controller()
export class ErasedSubjectsController {
  constructor(
    private readonly personal: WorkerPersonalData,
    private readonly runtime: WorkerRuntime,
  ) {}

  @Consumes('subject_erased', [SUBJECT_ERASED_TOPIC], readErasure)
  async follow(erasure: SubjectErasedEvent | null): Promise<void> {
    const { logger, origin } = this.runtime;
    if (erasure === null) return logger.warn({}, 'not an erasure: its payload is another');
    const { subject, erased_at } = erasure;
    // Nobody erases what is yet to come.
    const at = new Date(Math.min(Date.parse(erased_at), origin.now().getTime()));
    await this.personal.erase({ subject: Buffer.from(subject, 'hex'), actor: 'recorder', reason: 'erased there' }, at);
    logger.info({ subject, erased_at }, 'subject erased');
  }
}
