import type { StaticToken } from './static-tokens';

/** An identity provider whose tokens are taken. */
export interface OidcOptions {
  /** Exactly as in the tokens' `iss`; its keys are found by discovery. */
  readonly issuer: string;
  readonly audience: string;
  /** Where a token says what its owner may do: a list of roles, or roles between spaces; dots lead into objects. */
  readonly rolesClaim: string;
  /** Where a token says who its owner is; it must be nothing that people can choose for themselves. */
  readonly nameClaim: string;
}

/** Who may ask. With neither, requests from this machine are answered, and no others. */
export interface AccessOptions {
  readonly tokens: readonly StaticToken[];
  readonly oidc: OidcOptions | null;
}
