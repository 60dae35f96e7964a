import type { DueNotice } from '#dead-letters';
import type { Notice } from '../alert-events';
import type { Destination } from './destinations';

/** As upstream's monitor waits. */
const TIMEOUT_MS = 10_000;

const FIRST_DELAY_SECONDS = 2;
const LONGEST_DELAY_SECONDS = 600;
/** Nobody wants to be told of yesterday's alert. */
const GIVEN_UP_AFTER_SECONDS = 86_400;

export interface Answer {
  readonly outcome: 'delivered' | 'refused' | 'again';
  /** For the log; without the URL, which may be a secret. */
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

/** Sends one notice once. Redirects are not followed: they lead to where nobody configured. Never rejects. */
export async function send(destination: Destination, notice: DueNotice, now: Date): Promise<Answer> {
  const { url, headers, body } = destination(notice.content as Notice, notice.id, now);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'omninode-dlq-monitor', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return answerOf(response);
  } catch (error) {
    return { outcome: 'again', detail: reasonOf(error) };
  }
}

function answerOf({ ok, status, headers }: Response): Answer {
  const detail = `status ${status}`;
  if (ok) return { outcome: 'delivered', detail };
  if (status !== 408 && status !== 425 && status !== 429 && status < 500) return { outcome: 'refused', detail };
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return { outcome: 'again', detail, ...(seconds > 0 && { retryAfterSeconds: seconds }) };
}

/** `fetch failed` alone says nothing; the cause has the code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? error.name;
}

/** Seconds until the next attempt: twice as long each time, or what the receiver asks for; `null`: no more. */
export function nextAttempt(
  { attempts, created_at }: Pick<DueNotice, 'attempts' | 'created_at'>,
  { retryAfterSeconds = 0 }: Pick<Answer, 'retryAfterSeconds'>,
  now: Date,
): number | null {
  if (now.getTime() - created_at.getTime() > GIVEN_UP_AFTER_SECONDS * 1_000) return null;
  const doubled = FIRST_DELAY_SECONDS * 2 ** Math.min(attempts - 1, 20);
  return Math.min(Math.max(doubled, retryAfterSeconds), LONGEST_DELAY_SECONDS);
}
