import { readTokens, type AccessOptions, type OidcOptions, type StaticToken } from '#access';
import {
  group,
  integer,
  isSet,
  mapped,
  text,
  unused,
  variable,
  withDefault,
  type ConfigSpec,
  type Parser,
} from '#config';

export interface HttpConfig {
  readonly access: AccessOptions;
  /** Of one actor, or of one address where nobody has to say who is asking. */
  readonly requestsPerMinute: number;
}

const ONE_TOKEN = 'name:role:token, the role reader, operator or admin, the token at least 16 characters, none twice';

function tokens(): Parser<readonly StaticToken[]> {
  const expected = `a list, separated by commas or line breaks, of ${ONE_TOKEN}`;
  return {
    expected,
    hidden: true,
    parse: (raw) => readTokens(raw.split(/[,\n]/).filter((part) => part.trim() !== '')),
  };
}

/** Keys that come over an open line are nobody's; on this machine there is no line. */
function issuerUrl(): Parser<string> {
  const form = /^https:\/\/[^\s?#@]+$|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^\s?#@]*)?$/;
  const parse = (raw: string) => (URL.canParse(raw.trim()) && form.test(raw.trim()) ? raw.trim() : undefined);
  return { expected: 'the URL of an issuer, which begins with https://', parse };
}

const OIDC_VARIABLES = ['OIDC_AUDIENCE', 'OIDC_ROLES_CLAIM', 'OIDC_NAME_CLAIM'] as const;

const oidcSpec: ConfigSpec<OidcOptions | null> = (env) =>
  isSet(env, 'OIDC_ISSUER')
    ? group({
        issuer: variable('OIDC_ISSUER', issuerUrl()),
        audience: variable('OIDC_AUDIENCE', text({ max: 500 })),
        rolesClaim: variable('OIDC_ROLES_CLAIM', withDefault(text({ max: 200 }), 'roles')),
        nameClaim: variable('OIDC_NAME_CLAIM', withDefault(text({ max: 200 }), 'sub')),
      })(env)
    : mapped(unused(OIDC_VARIABLES, 'OIDC_ISSUER is not set'), () => null)(env);

/** HTTP_TOKENS, OIDC_*, HTTP_REQUESTS_PER_MINUTE: who may ask, and how often. */
export const httpSpec: ConfigSpec<HttpConfig> = group({
  access: group({ tokens: variable('HTTP_TOKENS', withDefault(tokens(), [])), oidc: oidcSpec }),
  requestsPerMinute: variable('HTTP_REQUESTS_PER_MINUTE', withDefault(integer({ min: 1, max: 1_000_000 }), 3_000)),
});
