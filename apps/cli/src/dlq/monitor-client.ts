import { Failure, usage, type FailureCode } from '../failure';
import { printable } from '../printable';

export type Json = Readonly<Record<string, unknown>>;

export interface MonitorOptions {
  readonly url: string;
  /** Says who asks; not needed where dlq-monitor takes everybody on its machine for its operator. */
  readonly token: string | undefined;
  readonly timeoutMs: number;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

const DEAD_LETTERS = 'api/v1/dead-letters';

/** dlq-monitor's pages about dead letters, by what follows their path; what it refuses becomes the failure that scripts can tell apart. */
export class MonitorClient {
  readonly #base: URL;

  constructor(private readonly options: MonitorOptions) {
    const { url } = options;
    if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) {
      throw usage(`--url must be a URL that begins with http:// or https://, not ${JSON.stringify(url)}`);
    }
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`);
  }

  get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Json> {
    return this.#ask(`${path}${Object.keys(query).length === 0 ? '' : `?${String(new URLSearchParams(query))}`}`, {});
  }

  post(path: string, body: object): Promise<Json> {
    return this.#ask(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async #ask(path: string, init: RequestInit): Promise<Json> {
    const { signal, timeoutMs, token } = this.options;
    const patience = AbortSignal.timeout(timeoutMs);
    const target = new URL(`${DEAD_LETTERS}${path}`, this.#base);
    try {
      const headers = {
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      };
      const request = { ...init, headers, signal: AbortSignal.any([signal, patience]), redirect: 'error' } as const;
      const response = await fetch(target, request);
      const body = await jsonOf(response);
      if (response.ok && body !== undefined) return body;
      throw refusal(response.status, body, this.#base);
    } catch (error) {
      if (error instanceof Failure) throw error;
      signal.throwIfAborted();
      if (patience.aborted) throw new Failure('timeout', `dlq-monitor did not answer within ${timeoutMs} ms`);
      throw new Failure('unreachable', `dlq-monitor cannot be reached at ${this.#base.origin}: ${reasonOf(error)}`);
    }
  }
}

async function jsonOf(response: Response): Promise<Json | undefined> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as unknown;
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : undefined;
  } catch {
    return undefined;
  }
}

function refusal(status: number, body: Json | undefined, base: URL): Failure {
  const [code, detail] = [body?.['code'], body?.['detail']];
  if (typeof code !== 'string' || typeof detail !== 'string') {
    return new Failure('unreachable', `${base.origin} does not answer as dlq-monitor does (HTTP ${status})`);
  }
  return new Failure(codeOf(status, code), `dlq-monitor refused: ${printable(detail)}`);
}

function codeOf(status: number, code: string): FailureCode {
  if (code === 'dead_letter_not_found') return 'no';
  return status >= 500 || status === 429 ? 'unreachable' : 'usage';
}

/** `fetch` hides what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error ? cause.message : String(cause);
}
