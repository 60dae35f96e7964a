import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { isRole, type Actor, type OidcOptions } from '#access';
import { busy, type Problem } from '../problem/problem';
import { invalidToken } from './refusals';

/** Of these only the issuer has the key: whoever can check a token must not be able to make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 30;
const TIMEOUT_MS = 5_000;
const RETRY_AFTER_SECONDS = 5;

/** What jose says when the issuer's keys, and not the token, are at fault. */
const ISSUER_AT_FAULT = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

// oxlint-disable-next-line no-control-regex
const NAME = /^[^\u0000-\u001F\u007F\p{Surrogate}]{1,200}$/u;

/** Bearer tokens of an identity provider (OpenID Connect discovery, JWT, JWKS). */
export class OidcTokens {
  #keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(private readonly options: OidcOptions) {}

  /** Throws a problem: 401 for a token that is no good, 503 while the issuer cannot say whether it is. */
  async actorOf(token: string): Promise<Actor> {
    const { issuer, audience } = this.options;
    try {
      const { payload } = await jwtVerify(token, async (header, jws) => (await this.#keySet())(header, jws), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp'],
      });
      return this.#actor(payload);
    } catch (error) {
      throw problemOf(error);
    }
  }

  #actor(payload: JWTPayload): Actor {
    const name = claimOf(payload, this.options.nameClaim);
    if (typeof name !== 'string' || !NAME.test(name)) throw new errors.JWTInvalid('there is no name');
    const roles = claimOf(payload, this.options.rolesClaim);
    const given: unknown[] = typeof roles === 'string' ? roles.split(' ') : Array.isArray(roles) ? roles : [];
    return { name, roles: given.filter(isRole), via: 'oidc' };
  }

  /** Asked for until it was answered once. */
  #keySet(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#discover().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  async #discover(): Promise<JWTVerifyGetKey> {
    const { issuer } = this.options;
    const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(place, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the discovery document was answered with ${response.status}`);
    const document = (await response.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
    if (document.issuer !== issuer) throw new Error('the discovery document is about another issuer');
    return createRemoteJWKSet(new URL(String(document.jwks_uri)), { timeoutDuration: TIMEOUT_MS });
  }
}

function claimOf(payload: JWTPayload, path: string): unknown {
  // A name with dots of its own, such as a URL, goes first.
  if (Object.hasOwn(payload, path)) return payload[path];
  return path.split('.').reduce<unknown>((value, name) => {
    const inner = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return inner ? (value as Record<string, unknown>)[name] : undefined;
  }, payload);
}

function problemOf(error: unknown): Problem {
  if (error instanceof errors.JWTExpired) return invalidToken('token_expired', 'The token has expired.', error);
  if (error instanceof errors.JOSEError && !ISSUER_AT_FAULT.has(error.code)) {
    return invalidToken('invalid_token', 'The token is none that is taken here.', error);
  }
  const detail = 'Whether the token is good cannot be said now: its issuer does not answer.';
  return busy('issuer_unavailable', detail, RETRY_AFTER_SECONDS, error);
}
