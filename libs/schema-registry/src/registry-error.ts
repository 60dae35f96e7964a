/**
 * What went wrong between us and the registry. Stable: logs, metrics and scripts decide by it.
 *
 * - `registry_url_invalid`  the settings cannot be used; nothing was sent
 * - `registry_unreachable`  no answer: refused connection, timeout, TLS, name not found
 * - `registry_garbled`      an answer that no registry gives, such as a page of HTML
 * - `registry_refused`      the registry's own "no", with its `errorCode` where it gave one
 * - `schema_incompatible`   the schema breaks the subject's compatibility mode (HTTP 409)
 * - `schema_invalid`        the registry cannot read the schema, or it is no JSON Schema (HTTP 422, 42201)
 */
export type RegistryErrorCode =
  | 'registry_url_invalid'
  | 'registry_unreachable'
  | 'registry_garbled'
  | 'registry_refused'
  | 'schema_incompatible'
  | 'schema_invalid';

export interface RegistryErrorFacts {
  /** HTTP status. */
  readonly status?: number;
  /** The server's `error_code`, e.g. 40401 for an unknown subject. */
  readonly errorCode?: number;
  readonly cause?: unknown;
}

/** Statuses by which a proxy or a starting server says "not now". */
const NOT_NOW = new Set([408, 429, 502, 503, 504]);

/** Its message is one line for people and never contains a credential. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly status: number | undefined;
  readonly errorCode: number | undefined;

  constructor(
    readonly code: RegistryErrorCode,
    message: string,
    { status, errorCode, cause }: RegistryErrorFacts = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.errorCode = errorCode;
  }

  /** Whether the same question may be answered later. */
  get transient(): boolean {
    return this.code === 'registry_unreachable' || (this.status !== undefined && NOT_NOW.has(this.status));
  }
}
