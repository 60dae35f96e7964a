export { type AccessOptions, type OidcOptions } from './access-options';
export { hasRole, isRole, ROLES, type Actor, type Role } from './actor';
export { actorOfToken, readTokens, type StaticToken } from './static-tokens';
