import { isObject, member, textMember } from '#contracts';
import { registryAddress, type RegistryAddress, type RegistrySettings } from './registry-address';
import { RegistryError, type RegistryErrorCode } from './registry-error';

const CONTENT_TYPE = 'application/vnd.schemaregistry.v1+json';
const DEFAULT_TIMEOUT_MS = 5_000;

/** Far above any schema; what is larger is no answer of a registry. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_MESSAGE_CHARACTERS = 500;

export interface Question {
  /** What is being done, for error messages: `registering x-value`. */
  readonly what: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: readonly (string | number)[];
  readonly query?: string;
  readonly body?: object;
}

/** One question to the registry over HTTP, one JSON answer or a `RegistryError`. No retries, no redirects. */
export class RegistryHttp {
  readonly #address: RegistryAddress;
  readonly #timeoutMs: number;

  constructor(settings: RegistrySettings) {
    this.#address = registryAddress(settings);
    this.#timeoutMs = settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  async ask(question: Question): Promise<unknown> {
    const { status, text } = await this.#exchange(question);
    const answer = parsed(text);
    if (status < 200 || status > 299) throw this.#refused(question.what, status, answer);
    if (answer === undefined) throw new RegistryError('registry_garbled', `${question.what}: ${this.#noRegistry()}`);
    return answer;
  }

  async #exchange({ what, method, path, query = '', body }: Question) {
    const { base, authorization } = this.#address;
    try {
      const response = await fetch(`${base}/${path.map(encodeURIComponent).join('/')}${query}`, {
        method,
        // Following one could carry credentials and schemas to somebody else.
        redirect: 'manual',
        headers: { accept: CONTENT_TYPE, 'content-type': CONTENT_TYPE, ...(authorization && { authorization }) },
        signal: AbortSignal.timeout(this.#timeoutMs),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await this.#limitedText(response, what) };
    } catch (error) {
      if (error instanceof RegistryError) throw error;
      const reason = this.#reason(error);
      throw new RegistryError('registry_unreachable', `${what}: no answer from ${base}: ${reason}`, { cause: error });
    }
  }

  async #limitedText(response: Response, what: string): Promise<string> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) throw new RegistryError('registry_garbled', `${what}: ${this.#noRegistry()}`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #refused(what: string, status: number, answer: unknown): RegistryError {
    const errorCode = isObject(answer) ? numberMember(answer, 'error_code') : undefined;
    const said = isObject(answer) ? textMember(answer, 'message') : undefined;
    const facts = `HTTP ${status}${errorCode === undefined ? '' : `, error code ${errorCode}`}`;
    const message = `${what}: ${said === undefined ? 'refused' : this.#safe(said)} (${facts})`;
    return new RegistryError(codeOf(status, errorCode), message, { status, errorCode });
  }

  #noRegistry(): string {
    return `the answer of ${this.#address.base} is not a schema registry's`;
  }

  /** Node says "fetch failed" and keeps the reason in the cause. */
  #reason(error: unknown): string {
    const { name, cause = error } = error as { readonly name?: string; readonly cause?: unknown };
    if (name === 'TimeoutError') return `${this.#timeoutMs} ms have passed`;
    const { message, code } = cause as { readonly message?: string; readonly code?: string };
    // Where a name has several addresses the cause is made of many and has no message of its own.
    return this.#safe(message || code || String(cause));
  }

  /** Text from elsewhere on one line, without our credentials. */
  #safe(text: string): string {
    const hidden = this.#address.secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
    return hidden
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, MAX_MESSAGE_CHARACTERS);
  }
}

function codeOf(status: number, errorCode: number | undefined): RegistryErrorCode {
  if (status === 409) return 'schema_incompatible';
  return status === 422 && (errorCode ?? 42201) === 42201 ? 'schema_invalid' : 'registry_refused';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function numberMember(object: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = member(object, name);
  return typeof value === 'number' ? value : undefined;
}
