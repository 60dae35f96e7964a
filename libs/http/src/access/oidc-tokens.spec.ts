import { Controller, Get } from '@nestjs/common';
import { generateKeyPair, UnsecuredJWT } from 'jose';
import { readTokens, type Actor, type OidcOptions } from '#access';
import { problem, serve, type Served } from '../http.fixture';
import { CurrentActor } from './decorators';
import { Issuer } from './issuer.fixture';

@Controller()
class Pages {
  @Get('who')
  who(@CurrentActor() actor: Actor): Actor {
    return actor;
  }
}

let issuer: Issuer;
let served: Served;

async function start(oidc: Partial<OidcOptions> = {}, tokens: readonly string[] = []): Promise<void> {
  const options = { issuer: issuer.url, audience: 'omninode', rolesClaim: 'roles', nameClaim: 'sub', ...oidc };
  served = await serve({ controllers: [Pages], access: { tokens: readTokens(tokens) ?? [], oidc: options } });
}
beforeEach(async () => {
  issuer = await Issuer.start();
});
afterEach(async () => {
  await served.close();
  await issuer.stop();
});

const ask = (token: string) => served.ask('GET', '/who', { authorization: `Bearer ${token}` });
const now = () => Math.floor(Date.now() / 1000);

describe("an identity provider's token", () => {
  it('says who asks, and what they may do', async () => {
    await start();
    const { status, body } = await ask(await issuer.token({ roles: ['operator', 'something else'] }));
    expect([status, JSON.parse(body)]).toEqual([200, { name: 'ada', roles: ['operator'], via: 'oidc' }]);
  });

  it('may say so under other names, in objects, and as words', async () => {
    await start({ rolesClaim: 'realm_access.roles', nameClaim: 'https://claims.example/name' });
    const claims = { realm_access: { roles: ['reader'] }, 'https://claims.example/name': 'Ada' };
    expect(JSON.parse((await ask(await issuer.token(claims))).body)).toMatchObject({ name: 'Ada', roles: ['reader'] });
    await served.close();
    await start({ rolesClaim: 'scope' });
    const { body } = await ask(await issuer.token({ scope: 'openid admin' }));
    expect(JSON.parse(body)).toMatchObject({ roles: ['admin'] });
  });

  it('has no claims but its own', async () => {
    await start({ nameClaim: 'constructor.name' });
    expect((await ask(await issuer.token())).status).toBe(401);
  });

  it.each([
    ['none', undefined],
    ['of no kind we know', ['root']],
    ['as an object', { admin: true }],
    ['inherited', 'constructor'],
  ])('with roles %s may do nothing', async (_what, roles) => {
    await start();
    expect(problem(await ask(await issuer.token({ roles })))).toMatchObject({ status: 403, role: 'reader' });
  });

  it('is good for as long as clocks differ, and no longer', async () => {
    await start();
    expect((await ask(await issuer.token({ exp: now() - 10 }))).status).toBe(200);
    expect((await ask(await issuer.token({ nbf: now() + 10 }))).status).toBe(200);
    expect(problem(await ask(await issuer.token({ exp: now() - 60 })))).toMatchObject({
      status: 401,
      code: 'token_expired',
    });
  });

  const forgeries: [string, () => Promise<string>][] = [
    ['for somebody else', () => issuer.token({ aud: 'another' })],
    ['for nobody', () => issuer.token({ aud: undefined })],
    ['of another issuer', () => issuer.token({ iss: 'https://evil.example' })],
    ['that is never over', () => issuer.token({ exp: undefined })],
    ['that is not good yet', () => issuer.token({ nbf: now() + 600 })],
    ['without a name', () => issuer.token({ sub: undefined })],
    ['with a name that breaks lines', () => issuer.token({ sub: 'ada\nroot' })],
    ['signed with another key', async () => issuer.token({}, {}, (await generateKeyPair('RS256')).privateKey)],
    ['with a key id nobody knows', () => issuer.token({}, { kid: 'k2' })],
    [
      'signed with the public key as a secret',
      async () => issuer.token({}, { alg: 'HS256' }, await issuer.publicKeyBytes()),
    ],
    [
      'that says it needs no signature',
      () =>
        Promise.resolve(
          new UnsecuredJWT({
            iss: issuer.url,
            aud: 'omninode',
            sub: 'ada',
            exp: now() + 60,
            roles: ['admin'],
          }).encode(),
        ),
    ],
    ['cut off', async () => (await issuer.token()).slice(0, -10)],
    [
      'with a claim changed',
      async () => {
        const [head, , signature] = (await issuer.token()).split('.');
        const [, claims] = (await issuer.token({ roles: ['admin'] })).split('.');
        return [head, claims, signature].join('.');
      },
    ],
    ['that is none', () => Promise.resolve('a.b.c')],
    ['that is a word', () => Promise.resolve('nonsense-nonsense')],
  ];
  it.each(forgeries)('%s is refused', async (_what, forge) => {
    await start();
    const refused = await ask(await forge());
    expect(problem(refused)).toMatchObject({ status: 401, code: 'invalid_token' });
    expect(refused.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  it('does not make us ask the issuer when its form alone is wrong', async () => {
    await start();
    await ask(await issuer.token({}, { alg: 'HS256' }, await issuer.publicKeyBytes()));
    await ask('a.b.c');
    expect(issuer.asked).toEqual([]);
  });

  it('with a key id nobody knows does not make us ask again and again', async () => {
    await start();
    await Promise.all(Array.from({ length: 20 }, async () => ask(await issuer.token({}, { kid: 'k2' }))));
    expect(issuer.asked.filter((path) => path === '/keys').length).toBeLessThanOrEqual(2);
  });

  it('goes together with static tokens', async () => {
    await start({}, ['ci:reader:0123456789abcdef']);
    expect(JSON.parse((await ask('0123456789abcdef')).body)).toMatchObject({ name: 'ci', via: 'token' });
    expect(JSON.parse((await ask(await issuer.token())).body)).toMatchObject({ name: 'ada', via: 'oidc' });
    expect((await served.ask('GET', '/who')).status).toBe(401);
  });
});

describe('an issuer that cannot be asked', () => {
  const unavailable = { status: 503, code: 'issuer_unavailable' };

  it('opens nothing and refuses nobody for good', async () => {
    await start();
    const token = await issuer.token();
    await issuer.stop();
    const answer = await ask(token);
    expect(problem(answer)).toMatchObject(unavailable);
    expect(answer.headers['retry-after']).toBe('5');
    issuer = await Issuer.start();
  });

  it.each([
    ['fails', { status: 500, body: '{}' }],
    ['answers something else', { status: 200, body: '<html>' }],
    [
      'speaks for another',
      { status: 200, body: '{"issuer":"https://evil.example","jwks_uri":"https://evil.example"}' },
    ],
    ['has no keys', { status: 200, body: '{}' }],
  ])('and one that %s is asked again', async (_what, broken) => {
    await start();
    const token = await issuer.token();
    issuer.broken = broken;
    expect(problem(await ask(token))).toMatchObject(unavailable);
    issuer.broken = null;
    expect((await ask(token)).status).toBe(200);
  });

  it.each([
    ['fail', { status: 500, body: '{}' }],
    ['are none', { status: 200, body: '{"keys":5}' }],
    ['are no JSON', { status: 200, body: '<html>' }],
  ])('nor its keys that %s', async (_what, broken) => {
    await start();
    const token = await issuer.token();
    issuer.brokenKeys = broken;
    expect(problem(await ask(token))).toMatchObject(unavailable);
    issuer.brokenKeys = null;
    expect((await ask(token)).status).toBe(200);
  });
});
