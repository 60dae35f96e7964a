import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { HttpRequest } from '../http-request';

/** What stands for a token in a browser. The token itself stays here. */
export interface Session {
  readonly id: string;
  readonly token: string;
  /** What changes something must repeat it in a header: a cookie alone goes along with whatever the browser sends. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

/** A shift. A token that ends earlier ends what it was exchanged for. */
const LIFE_MS = 8 * 60 * 60 * 1_000;

/** People, not programs, have sessions; with more of them the one that was used longest ago ends. */
const MAX_SESSIONS = 1_000;

const COOKIE = 'omninode_session';

/** Sessions of this process: with it they end, and people sign in again. */
@Injectable()
export class Sessions {
  readonly #sessions = new LRUCache<string, Session>({ max: MAX_SESSIONS, ttl: LIFE_MS });

  open(token: string): Session {
    const [id, csrfToken] = [secret(), secret()];
    const session = { id, token, csrfToken, expiresAt: new Date(Date.now() + LIFE_MS) };
    this.#sessions.set(id, session);
    return session;
  }

  of({ headers }: Pick<HttpRequest, 'headers'>): Session | undefined {
    const id = idIn(headers.cookie ?? '');
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  end(request: Pick<HttpRequest, 'headers'>): void {
    const session = this.of(request);
    if (session !== undefined) this.#sessions.delete(session.id);
  }
}

/** For no script and no other site; `Secure` where it came over TLS, before a proxy too. */
export function sessionCookie(request: Pick<HttpRequest, 'secure' | 'headers'>, session: Session | null): string {
  const secure = request.secure || request.headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  const life = session === null ? 0 : LIFE_MS / 1_000;
  return `${COOKIE}=${session?.id ?? ''}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Strict${secure}`;
}

function idIn(cookies: string): string | undefined {
  const [first, second] = cookies.split(';').flatMap((text) => {
    const [name, value = ''] = text.trim().split('=');
    return name === COOKIE ? [value] : [];
  });
  return second === undefined ? first : undefined;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
