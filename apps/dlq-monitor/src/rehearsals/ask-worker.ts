import { activeSpan } from '#tracing';
import type { Reason } from './rehearsed';
import type { Peer } from './peers';

/** What is sent to a worker: bytes in base64. */
export interface Question {
  readonly topic: string;
  readonly key?: string;
  readonly value?: string;
  readonly headers: string;
}

/** What a worker's `POST /api/v1/rehearsals` says. */
export interface WorkerRehearsal {
  readonly outcome: 'would_succeed' | 'would_fail';
  readonly operation: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly step: string | null;
  readonly details: readonly { readonly path: string; readonly message: string }[];
  readonly reply: { readonly topic: string; readonly value: string } | null;
  readonly events: readonly string[];
}

export interface Refused {
  readonly reason: Reason;
  readonly detail: string;
}

const TIMEOUT_MS = 10_000;

/** In the name of whoever asks the monitor: a worker that knows who asks decides whether they may. */
export async function askWorker(
  { worker, url }: Peer,
  question: Question,
  authorization: string | undefined,
): Promise<WorkerRehearsal | Refused> {
  try {
    const response = await fetch(`${url}/api/v1/rehearsals`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization !== undefined && { authorization }),
        ...activeSpan()?.context,
      },
      body: JSON.stringify(question),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = (await response.json()) as Record<string, unknown>;
    if (response.ok) return body as unknown as WorkerRehearsal;
    return { reason: 'worker_refused', detail: `${worker} answers ${response.status} ${String(body['detail'])}` };
  } catch (error) {
    return { reason: 'worker_unreachable', detail: `${worker} cannot be asked: ${reasonOf(error)}` };
  }
}

/** `fetch` hides what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
