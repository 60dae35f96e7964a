import { Controller } from '@nestjs/common';
import { checkOf, CodegenStatusEvent, readEnvelope, STATUS_TOPIC, type Message } from '#contracts';
import { Consumes, WorkerRuntime } from '#worker';
import { SharedSessions } from './shared-sessions';

const check = checkOf(CodegenStatusEvent);

/** The session that a status event says was cancelled; `null` where it says anything else. */
export function readCancellation({ record, json }: Message): string | null {
  if (!json.ok) return null;
  const payload = readEnvelope(record, json).payload as CodegenStatusEvent | null;
  if (check(payload).length > 0 || payload?.status !== 'cancelled') return null;
  return payload.session_id;
}

/** What users say of their sessions; how the work on them gets on is for others to read. */
@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: SharedSessions,
    private readonly runtime: WorkerRuntime,
  ) {}

  @Consumes('session_status', [STATUS_TOPIC], readCancellation)
  async cancelled(session: string | null): Promise<void> {
    if (session === null || !(await this.sessions.cancel(session))) return;
    this.runtime.logger.info({ session_id: session }, 'a session was cancelled');
  }
}
