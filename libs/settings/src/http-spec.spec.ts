import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Environment } from '#config';
import { httpSpec } from './http-spec';

const folder = mkdtempSync(join(tmpdir(), 'http-spec-'));
const file = join(folder, 'tokens');
beforeAll(() => writeFileSync(file, 'ci:operator:0123456789abcdef\n\nada:admin:fedcba9876543210\n'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (env: Environment) => readConfig(httpSpec, env);
const OIDC = { OIDC_ISSUER: 'https://id.example/realms/omninode', OIDC_AUDIENCE: 'omninode' };

describe('the settings of who may ask', () => {
  it('are open to this machine only, unless there are some', () => {
    expect(read({})).toEqual({ access: { tokens: [], oidc: null }, requestsPerMinute: 3_000 });
    expect(read({ HTTP_TOKENS: ' ', OIDC_ISSUER: '' }).access).toEqual({ tokens: [], oidc: null });
  });

  it.each([
    [{ HTTP_TOKENS: 'bob:reader:0000000000000000, eve:admin:1111111111111111' }, ['bob reader', 'eve admin']],
    [{ HTTP_TOKENS_FILE: file }, ['ci operator', 'ada admin']],
  ])('take tokens from the environment or from a file', (env, expected) => {
    const { tokens } = read(env).access;
    expect(tokens.map(({ name, role }) => `${name} ${role}`)).toEqual(expected);
  });

  it('take an identity provider', () => {
    expect(read(OIDC).access.oidc).toEqual({
      issuer: 'https://id.example/realms/omninode',
      audience: 'omninode',
      rolesClaim: 'roles',
      nameClaim: 'sub',
    });
    const claims = { OIDC_ROLES_CLAIM: 'realm_access.roles', OIDC_NAME_CLAIM: 'preferred_username' };
    expect(read({ ...OIDC, ...claims }).access.oidc).toMatchObject({
      rolesClaim: 'realm_access.roles',
      nameClaim: 'preferred_username',
    });
  });

  it.each([
    ['a short token', { HTTP_TOKENS: 'ada:admin:hunter2' }, 'HTTP_TOKENS must be a list'],
    ['one bad token of two', { HTTP_TOKENS: 'ada:admin:0123456789abcdef,bob:hunter2' }, 'HTTP_TOKENS must be a list'],
    ['a file that is not there', { HTTP_TOKENS_FILE: join(folder, 'nothing') }, 'HTTP_TOKENS_FILE must be the path'],
    ['an issuer without an audience', { OIDC_ISSUER: OIDC.OIDC_ISSUER }, 'OIDC_AUDIENCE must be'],
    ['an audience without an issuer', { OIDC_AUDIENCE: 'x' }, 'OIDC_AUDIENCE must be unset, because OIDC_ISSUER'],
    ['an issuer over an open line', { ...OIDC, OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER must be'],
    [
      'an issuer that only looks like this machine',
      { ...OIDC, OIDC_ISSUER: 'http://localhost@evil' },
      'OIDC_ISSUER must',
    ],
    ['no requests at all', { HTTP_REQUESTS_PER_MINUTE: '0' }, 'HTTP_REQUESTS_PER_MINUTE must be'],
  ])('refuse %s and show no secret', (_what, env, message) => {
    expect(() => read(env)).toThrow(message);
    expect(() => read(env)).not.toThrow('hunter2');
  });
});
