import { RegistryError } from './registry-error';

export interface RegistrySettings {
  /** `http(s)://[user:password@]host[:port][/prefix]`; TLS trusts what Node trusts (NODE_EXTRA_CA_CERTS adds to it). */
  readonly url: string;
  /** Sent instead of the URL's user and password. */
  readonly bearerToken?: string;
  /** For one question with its answer, in milliseconds; default 5,000. */
  readonly timeoutMs?: number;
}

export interface RegistryAddress {
  /** Without credentials and without a slash at the end: fit for logs. */
  readonly base: string;
  readonly authorization: string | undefined;
  /** What must not be repeated in any message. */
  readonly secrets: readonly string[];
}

/** Splits the settings into what may be shown and what may not; throws `registry_url_invalid`, which repeats neither. */
export function registryAddress({ url, bearerToken }: RegistrySettings): RegistryAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) throw invalid('must begin with http:// or https://');
  if (parsed.search !== '' || parsed.hash !== '') throw invalid('must have no query and no fragment');
  const base = `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '');
  if (bearerToken !== undefined) return { base, ...bearer(bearerToken) };
  return { base, ...basic(decoded(parsed.username), decoded(parsed.password)) };
}

function bearer(token: string) {
  // An invalid header value would be quoted in the error that Node makes of it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new RegistryError('registry_url_invalid', 'the bearer token is not a token');
  return { authorization: `Bearer ${token}`, secrets: [token] };
}

function basic(user: string, password: string) {
  if (user === '' && password === '') return { authorization: undefined, secrets: [] };
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  return { authorization: `Basic ${encoded}`, secrets: [encoded, password].filter((secret) => secret !== '') };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('has a user or password that is not percent-encoded');
  }
}

function invalid(problem: string): RegistryError {
  return new RegistryError('registry_url_invalid', `the schema registry's URL ${problem}`);
}
