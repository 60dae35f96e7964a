import { Inject, Injectable } from '@nestjs/common';
import { actorOfToken, type Actor, type StaticToken } from '#access';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { Problem } from '../problem/problem';
import { comesFromHere } from '../server/loopback';
import { SAFE_METHODS } from '../server/same-origin';
import { Sessions } from '../session/sessions';
import { OidcTokens } from './oidc-tokens';
import { csrfTokenNeeded, invalidToken, missingToken, notConfigured } from './refusals';

const LOCAL: Actor = { name: 'local', roles: ['admin'], via: 'local' };

/** The one place that knows who is asking. */
@Injectable()
export class Identify {
  readonly #tokens: readonly StaticToken[];
  readonly #oidc: OidcTokens | null;

  constructor(
    @Inject(HTTP_OPTIONS) { access }: HttpOptions,
    private readonly sessions: Sessions,
  ) {
    this.#tokens = access.tokens;
    this.#oidc = access.oidc && new OidcTokens(access.oidc);
  }

  /** Who it is, or the problem with that; it is thrown later, where it is known whether anybody wants to know. */
  who(request: HttpRequest): Promise<Actor | Problem> {
    return orProblem(() => this.#actorOf(request));
  }

  /** Whose token it is. */
  ownerOf(token: string): Promise<Actor | Problem> {
    return orProblem(() => {
      if (!this.#isConfigured) throw notConfigured();
      return this.#ownerOf(token);
    });
  }

  get #isConfigured(): boolean {
    return this.#tokens.length > 0 || this.#oidc !== null;
  }

  #actorOf(request: HttpRequest): Actor | Promise<Actor> {
    if (!this.#isConfigured) {
      if (comesFromHere(request)) return LOCAL;
      throw notConfigured();
    }
    const token = bearerOf(request) ?? this.#tokenOfSession(request);
    request.token = token;
    return this.#ownerOf(token);
  }

  #tokenOfSession(request: HttpRequest): string {
    const session = this.sessions.of(request);
    if (session === undefined) throw missingToken();
    const repeated = SAFE_METHODS.has(request.method) || request.headers['x-csrf-token'] === session.csrfToken;
    if (!repeated) throw csrfTokenNeeded();
    return session.token;
  }

  #ownerOf(token: string): Actor | Promise<Actor> {
    const known = actorOfToken(this.#tokens, token);
    if (known !== undefined) return known;
    if (this.#oidc === null) throw invalidToken('invalid_token', 'The token is none that is taken here.');
    return this.#oidc.actorOf(token);
  }
}

async function orProblem(find: () => Actor | Promise<Actor>): Promise<Actor | Problem> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** `undefined` where there is no such header. */
function bearerOf({ headersDistinct }: HttpRequest): string | undefined {
  const [header, second] = headersDistinct['authorization'] ?? [];
  if (second !== undefined) {
    throw new Problem(400, 'repeated_header', 'Authorization may be given once.', { parameter: 'authorization' });
  }
  if (header === undefined) return undefined;
  const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(header) ?? [];
  if (token === undefined) throw missingToken();
  return token;
}
