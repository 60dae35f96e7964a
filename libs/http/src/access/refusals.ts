import type { Role } from '#access';
import { Problem } from '../problem/problem';

const REALM = 'Bearer realm="omninode"';

const NOTHING_CONFIGURED =
  'No tokens are configured here, so only requests from the same machine are answered. Set HTTP_TOKENS, HTTP_TOKENS_FILE or OIDC_ISSUER.';

export function notConfigured(): Problem {
  return unauthorized('authentication_not_configured', NOTHING_CONFIGURED, REALM);
}

export function missingToken(): Problem {
  return unauthorized('missing_token', 'Send a token: "Authorization: Bearer …".', REALM);
}

export function invalidToken(code: 'invalid_token' | 'token_expired', detail: string, cause?: unknown): Problem {
  return unauthorized(code, detail, `${REALM}, error="invalid_token"`, cause);
}

export function csrfTokenNeeded(): Problem {
  const detail = 'A session changes something only with its own X-CSRF-Token, as in GET /api/v1/session.';
  return new Problem(403, 'csrf_token_needed', detail, { parameter: 'x-csrf-token' });
}

export function roleNeeded(role: Role): Problem {
  const headers = { 'WWW-Authenticate': `${REALM}, error="insufficient_scope"` };
  return new Problem(403, 'role_needed', `This needs the role ${role}.`, { role }, headers);
}

function unauthorized(code: string, detail: string, challenge: string, cause?: unknown): Problem {
  return new Problem(401, code, detail, {}, { 'WWW-Authenticate': challenge }, { cause });
}
