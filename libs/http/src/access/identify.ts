import { Inject, Injectable } from '@nestjs/common';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { Problem } from '../problem/problem';
import { comesFromHere } from '../server/loopback';
import type { Actor } from './actor';
import { OidcTokens, type OidcOptions } from './oidc-tokens';
import { invalidToken, missingToken, notConfigured } from './refusals';
import { actorOfToken, type StaticToken } from './static-tokens';

/** Who may ask. With neither, requests from this machine are answered, and no others. */
export interface AccessOptions {
  readonly tokens: readonly StaticToken[];
  readonly oidc: OidcOptions | null;
}

const LOCAL: Actor = { name: 'local', roles: ['admin'], via: 'local' };

/** The one place that knows who is asking. */
@Injectable()
export class Identify {
  readonly #tokens: readonly StaticToken[];
  readonly #oidc: OidcTokens | null;

  constructor(@Inject(HTTP_OPTIONS) { access }: HttpOptions) {
    this.#tokens = access.tokens;
    this.#oidc = access.oidc && new OidcTokens(access.oidc);
  }

  /** Who it is, or the problem with that; it is thrown later, where it is known whether anybody wants to know. */
  async who(request: HttpRequest): Promise<Actor | Problem> {
    try {
      return await this.#actorOf(request);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  }

  #actorOf(request: HttpRequest): Actor | Promise<Actor> {
    if (this.#tokens.length === 0 && this.#oidc === null) {
      if (comesFromHere(request)) return LOCAL;
      throw notConfigured();
    }
    const token = bearerOf(request);
    const known = actorOfToken(this.#tokens, token);
    if (known !== undefined) return known;
    if (this.#oidc === null) throw invalidToken('invalid_token', 'The token is none that is taken here.');
    return this.#oidc.actorOf(token);
  }
}

function bearerOf({ headersDistinct }: HttpRequest): string {
  const [header, second] = headersDistinct['authorization'] ?? [];
  if (second !== undefined) {
    throw new Problem(400, 'repeated_header', 'Authorization may be given once.', { parameter: 'authorization' });
  }
  const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(header ?? '') ?? [];
  if (token === undefined) throw missingToken();
  return token;
}
