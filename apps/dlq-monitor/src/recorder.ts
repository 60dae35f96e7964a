import { Inject, Injectable } from '@nestjs/common';
import { busy, Problem } from '#http';
import { activeSpan } from '#tracing';
import { dlqMonitorConfig, type DlqMonitorConfig } from './config';

/** What the recorder answered. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

const TIMEOUT_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;
/** A trace of a thousand events is one; far more than that is nothing for a browser. */
const MAX_BYTES = 16 * 1024 * 1024;

const NOT_CONFIGURED = 'This monitor knows no recorder, so nothing of the event log can be shown. Set RECORDER_URL.';
const REFUSED =
  'The recorder does not take what this monitor takes: give both the same HTTP_TOKENS, HTTP_TOKENS_FILE or OIDC settings.';

/** Asks the recorder in the name of who is asking here. */
@Injectable()
export class Recorder {
  readonly #url: string | undefined;

  constructor(@Inject(dlqMonitorConfig.KEY) { recorderUrl }: DlqMonitorConfig) {
    this.#url = recorderUrl?.replace(/\/$/, '');
  }

  get isConfigured(): boolean {
    return this.#url !== undefined;
  }

  /** Throws a problem where there is no recorder, it does not answer, or it does not take the token. */
  async get(path: string, token: string | undefined, requestId: string): Promise<Answer> {
    if (this.#url === undefined) throw new Problem(404, 'recorder_not_configured', NOT_CONFIGURED);
    const answer = await this.#ask(`${this.#url}${path}`, token, requestId);
    if (answer.status === 401 || answer.status === 403) throw new Problem(502, 'recorder_refused', REFUSED);
    return answer;
  }

  async #ask(url: string, token: string | undefined, requestId: string): Promise<Answer> {
    const headers = new Headers({ accept: 'application/json', 'x-request-id': requestId, ...activeSpan()?.context });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    try {
      const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      const type = response.headers.get('content-type') ?? 'application/octet-stream';
      return { status: response.status, type, body: await bounded(response) };
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw busy('recorder_unavailable', 'The recorder does not answer.', RETRY_AFTER_SECONDS, error);
    }
  }
}

async function bounded(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BYTES) throw new Problem(502, 'recorder_answer_too_large', `It has more than ${MAX_BYTES} bytes.`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}
