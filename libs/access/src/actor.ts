/** From the least to the most: who may do more may do all of the less. */
export const ROLES = ['reader', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. */
export interface Actor {
  /** Of the token, the subject of the identity provider, or `local`. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** How that is known; `local`: it came from this machine while no authentication is configured. */
  readonly via: 'local' | 'token' | 'oidc';
}

export function isRole(text: unknown): text is Role {
  return ROLES.some((role) => role === text);
}

export function hasRole({ roles }: Pick<Actor, 'roles'>, needed: Role): boolean {
  return roles.some((role) => ROLES.indexOf(role) >= ROLES.indexOf(needed));
}
