import type { Arguments } from './arguments';
import { accessToken, localPages } from './config';
import { Failure, usage, type FailureCode } from './failure';
import { printable } from './printable';
import type { Session } from './session';

export type Json = Readonly<Record<string, unknown>>;

/** A worker whose pages are asked. */
export interface PagesOf {
  readonly worker: string;
  /** Where it is when nobody says so. */
  readonly url: string;
}

export interface WorkerClientOptions {
  readonly worker: string;
  readonly url: string;
  /** Says who asks; not needed where the worker takes everybody on its machine for its operator. */
  readonly token: string | undefined;
  readonly timeoutMs: number;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

const API = 'api/v1/';
const TIMEOUT_MS = 30_000;
const PAGE = 100;
/** Not because of how it was asked for. */
const REFUSED = new Set([
  'job_ended',
  'job_not_resumable',
  'nothing_to_replay',
  'too_many_events',
  'encryption_off',
  'not_editable',
]);

/** What `--url`, `--token` and `--timeout` say, else the environment and the running stack, else the worker's own. */
export function workerClient({ worker, url }: PagesOf, typed: Arguments, { signal }: Session): WorkerClient {
  return new WorkerClient({
    worker,
    url: typed.text('url') ?? localPages(worker) ?? url,
    token: accessToken(typed.text('token')),
    timeoutMs: typed.milliseconds('timeout') ?? TIMEOUT_MS,
    signal,
  });
}

/** The pages of a worker, by what follows `/api/v1/`; what it refuses becomes the failure that scripts can tell apart. */
export class WorkerClient {
  readonly #base: URL;

  constructor(private readonly options: WorkerClientOptions) {
    const { url } = options;
    if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) {
      throw usage(`--url must be a URL that begins with http:// or https://, not ${JSON.stringify(url)}`);
    }
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`);
  }

  /** The first `max` of a list, or as far as the page with one that `isLast`; `more` where that is not all. */
  async list(
    path: string,
    filter: Readonly<Record<string, string>>,
    max: number,
    isLast: (item: Json) => boolean = () => false,
  ) {
    const items: Json[] = [];
    let next: unknown = undefined;
    do {
      const limit = String(Math.min(PAGE, max - items.length));
      const page = await this.get(path, { ...filter, limit, ...(typeof next === 'string' && { cursor: next }) });
      items.push(...(Array.isArray(page['items']) ? (page['items'] as Json[]) : []));
      next = page['next'];
    } while (typeof next === 'string' && items.length < max && !items.some(isLast));
    return { items, more: typeof next === 'string' };
  }

  get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Json> {
    return this.#ask(`${path}${Object.keys(query).length === 0 ? '' : `?${String(new URLSearchParams(query))}`}`, {});
  }

  post(path: string, body: object): Promise<Json> {
    return this.#ask(path, { method: 'POST', body: JSON.stringify(body) });
  }

  /** What is answered to a body of JSON, refusals too where they are answers: all but problems. */
  async exchange(path: string, body: string): Promise<{ readonly headers: Headers; readonly text: string }> {
    return this.#fetch(path, { method: 'POST', body }, async (response) => {
      const text = await response.text();
      const type = response.headers.get('content-type') ?? '';
      const isAnswer = type.startsWith('application/json') && (response.ok || response.headers.has('x-error-code'));
      if (!isAnswer) throw refusal(this.options.worker, response.status, parsed(text), this.#base);
      return { headers: response.headers, text };
    });
  }

  #ask(path: string, init: RequestInit): Promise<Json> {
    return this.#fetch(path, init, async (response) => {
      const body = parsed(await response.text());
      if (response.ok && body !== undefined) return body;
      throw refusal(this.options.worker, response.status, body, this.#base);
    });
  }

  async #fetch<Result>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<Result>,
  ): Promise<Result> {
    const { worker, signal, timeoutMs, token } = this.options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const target = new URL(`${API}${path}`, this.#base);
    try {
      const headers = {
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      };
      const request = { ...init, headers, signal: AbortSignal.any([signal, timeout]), redirect: 'error' } as const;
      return await read(await fetch(target, request));
    } catch (error) {
      if (error instanceof Failure) throw error;
      signal.throwIfAborted();
      if (timeout.aborted) throw new Failure('timeout', `${worker} did not answer within ${timeoutMs} ms`);
      throw new Failure('unreachable', `${worker} cannot be reached at ${this.#base.origin}: ${reasonOf(error)}`);
    }
  }
}

function parsed(text: string): Json | undefined {
  try {
    const body = JSON.parse(text) as unknown;
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : undefined;
  } catch {
    return undefined;
  }
}

function refusal(worker: string, status: number, body: Json | undefined, base: URL): Failure {
  const [code, detail] = [body?.['code'], body?.['detail']];
  if (typeof code !== 'string' || typeof detail !== 'string') {
    return new Failure('unreachable', `${base.origin} does not answer as ${worker} does (HTTP ${status})`);
  }
  return new Failure(codeOf(status, code), `${worker} refused: ${printable(detail)}`);
}

function codeOf(status: number, code: string): FailureCode {
  // `not_found` alone is the page.
  if (code.endsWith('_not_found') || REFUSED.has(code)) return 'no';
  return status >= 500 || status === 429 ? 'unreachable' : 'usage';
}

/** `fetch` hides what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error ? cause.message : String(cause);
}
