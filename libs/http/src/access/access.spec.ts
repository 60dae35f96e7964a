import { Controller, Get, Post } from '@nestjs/common';
import { readTokens, type Actor, type Role } from '#access';
import { problem, serve, type Served, type ServeOptions } from '../http.fixture';
import { CurrentActor, Public, Roles } from './decorators';
import { eventually } from '../../../../test/support/eventually';
import type { ServedRequest } from './served';

@Controller()
class Pages {
  @Get('who')
  who(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Get('secrets')
  @Roles('admin')
  secrets(@CurrentActor() { name }: Actor): object {
    return { name };
  }

  @Post('things')
  add(@CurrentActor() { name }: Actor): object {
    return { name };
  }

  @Get('open')
  @Public()
  open(): object {
    return { open: true };
  }
}

@Controller('theirs')
class Theirs {
  @Get()
  get(): object {
    return {};
  }
}

const TOKENS = {
  reader: 'reader-token-0123456789',
  operator: 'operator-token-0123456789',
  admin: 'admin-token-0123456789',
};
const texts = Object.entries(TOKENS).map(([role, token]) => `${role}-name:${role}:${token}`);

let served: Served;
const start = async (options: Partial<ServeOptions> = {}) => {
  served = await serve({ controllers: [Pages, Theirs], ...options });
};
afterEach(() => served.close());

const as = (token: string) => ({ authorization: `Bearer ${token}` });
const JSON_TYPE = { 'content-type': 'application/json' };

describe('where nothing is configured', () => {
  it('who asks from this machine is its admin', async () => {
    await start();
    for (const host of ['localhost', 'LOCALHOST:8055', '127.0.0.1:80', '[::1]:8055']) {
      const { status, body } = await served.ask('GET', '/who', { host });
      expect([status, JSON.parse(body)]).toEqual([200, { name: 'local', roles: ['admin'], via: 'local' }]);
    }
    expect((await served.ask('GET', '/secrets')).status).toBe(200);
  });

  it.each([
    ['a name that was made to point here', { host: 'evil.example:8055' }],
    ['a name that begins like one of ours', { host: '127.0.0.1.evil.example' }],
    ['a name that hides another', { host: 'localhost@evil.example' }],
    ['a broken name', { host: '[::1' }],
    ['another address of this machine', { host: '0.0.0.0:8055' }],
    ['a proxy that tells', { 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy that tells the standard way', { forwarded: 'for=203.0.113.7' }],
    ['a proxy that tells about itself', { via: '1.1 proxy' }],
    ['a proxy that tells an empty address', { 'x-real-ip': '' }],
  ])('a request with %s is refused, and told what to configure', async (_what, headers) => {
    await start();
    const refused = await served.ask('GET', '/who', headers);
    expect(problem(refused)).toMatchObject({ status: 401, code: 'authentication_not_configured' });
    expect(problem(refused)['detail']).toMatch(/HTTP_TOKENS.*OIDC_ISSUER/);
    expect(refused.headers['www-authenticate']).toBe('Bearer realm="omninode"');
  });
});

describe('with tokens', () => {
  const access = { tokens: readTokens(texts) ?? [], oidc: null };

  it('a name and a role belong to each', async () => {
    await start({ access });
    const { body } = await served.ask('GET', '/who', as(TOKENS.operator));
    expect(JSON.parse(body)).toEqual({ name: 'operator-name', roles: ['operator'], via: 'token' });
    expect((await served.ask('GET', '/who', { authorization: `bearer  ${TOKENS.reader} ` })).status).toBe(200);
  });

  it.each([
    ['no header', {}],
    ['another scheme', { authorization: `Basic ${TOKENS.admin}` }],
    ['no scheme', { authorization: TOKENS.admin }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['two tokens in one header', { authorization: `Bearer ${TOKENS.admin} ${TOKENS.admin}` }],
    ['a token in a cookie', { cookie: `token=${TOKENS.admin}` }],
  ])('a request with %s is asked for one, also from this machine', async (_what, headers) => {
    await start({ access });
    const refused = await served.ask('GET', '/who', headers);
    expect(problem(refused)).toMatchObject({ status: 401, code: 'missing_token' });
    expect(refused.headers['www-authenticate']).toBe('Bearer realm="omninode"');
  });

  it('a token nobody gave out is refused, and not logged', async () => {
    await start({ access });
    for (const token of [`${TOKENS.admin}x`, TOKENS.admin.slice(0, -1), TOKENS.admin.toUpperCase()]) {
      const refused = await served.ask('GET', '/who', as(token));
      expect(problem(refused)).toMatchObject({ status: 401, code: 'invalid_token' });
      expect(refused.headers['www-authenticate']).toContain('error="invalid_token"');
    }
    expect(served.lines.map(({ facts }) => facts['code'])).toEqual(['invalid_token', 'invalid_token', 'invalid_token']);
    expect(JSON.stringify(served.lines).toLowerCase()).not.toContain('admin-token');
  });

  it('Authorization may be given once', async () => {
    await start({ access });
    const twice = { Authorization: [`Bearer ${TOKENS.admin}`, `Bearer ${TOKENS.reader}`] };
    expect(problem(await served.ask('GET', '/who', twice))).toMatchObject({
      status: 400,
      code: 'repeated_header',
      parameter: 'authorization',
    });
  });

  it('a token in the URL opens nothing', async () => {
    await start({ access });
    expect(problem(await served.ask('GET', `/who?access_token=${TOKENS.admin}`))).toMatchObject({ status: 401 });
    expect(problem(await served.ask('GET', `/who?access_token=${TOKENS.admin}`, as(TOKENS.admin)))).toMatchObject({
      status: 400,
      code: 'unknown_parameter',
    });
  });

  it.each([
    ['reader', 'GET', '/who', true],
    ['reader', 'POST', '/things', false],
    ['reader', 'GET', '/secrets', false],
    ['operator', 'GET', '/who', true],
    ['operator', 'POST', '/things', true],
    ['operator', 'GET', '/secrets', false],
    ['admin', 'GET', '/who', true],
    ['admin', 'POST', '/things', true],
    ['admin', 'GET', '/secrets', true],
  ] as const)('a %s that asks %s %s: %s', async (role, method, path, allowed) => {
    await start({ access });
    const answer = await served.ask(method, path, { ...as(TOKENS[role]), ...JSON_TYPE }, method === 'POST' ? '{}' : '');
    if (allowed) return expect([200, 201]).toContain(answer.status);
    const role_ = path === '/secrets' ? 'admin' : 'operator';
    expect(problem(answer)).toMatchObject({ status: 403, code: 'role_needed', role: role_ });
    expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
  });

  it('what is public needs none, and only that', async () => {
    await start({ access, publicPages: [Theirs] });
    for (const path of ['/open', '/theirs', '/openapi.json']) {
      expect((await served.ask('GET', path)).status).toBe(200);
      expect((await served.ask('GET', path, as('nonsense-nonsense'))).status).toBe(200);
    }
    await served.close();
    await start({ access });
    expect((await served.ask('GET', '/theirs')).status).toBe(401);
  });
});

describe('a list of tokens', () => {
  beforeAll(async () => {
    await start();
  });

  it('is kept as hashes', () => {
    const [token] = readTokens(['ci@build:operator:0123456789abcdef==']) ?? [];
    expect(token).toMatchObject({ name: 'ci@build', role: 'operator', hash: expect.any(Buffer) as Buffer });
    expect(JSON.stringify(token)).not.toContain('0123456789abcdef');
  });

  it.each([
    ['a short token', ['a:reader:0123456789abcde']],
    ['a long token', [`a:reader:${'x'.repeat(513)}`]],
    ['no token', ['a:reader:']],
    ['no role', ['a:0123456789abcdef']],
    ['a role there is none of', ['a:root:0123456789abcdef']],
    ['a role of every object', ['a:constructor:0123456789abcdef']],
    ['no name', [':reader:0123456789abcdef']],
    ['a name with spaces', ['a b:reader:0123456789abcdef']],
    ['a token that no header can carry', ['a:reader:0123456789 abcdef']],
    ['a token twice', ['a:reader:0123456789abcdef', 'b:admin:0123456789abcdef']],
  ])('with %s is refused', (_what, list) => {
    expect(readTokens(list)).toBeUndefined();
  });
});

describe('what was served', () => {
  it('is told when its answer is complete, with the pattern of the path; refusals and public pages are not', async () => {
    const told: ServedRequest[] = [];
    const tokens = readTokens(texts) ?? [];
    await start({ access: { tokens, oidc: null }, onServed: (one) => void told.push(one) });
    await served.ask('POST', '/things', { ...as(TOKENS.operator), ...JSON_TYPE, 'x-request-id': 'r-1' }, '{}');
    await served.ask('GET', '/who', as(TOKENS.reader));
    await served.ask('GET', '/secrets', as(TOKENS.reader));
    await served.ask('GET', '/nowhere', as(TOKENS.reader));
    await served.ask('GET', '/open');
    await eventually('both are told', () => told.length >= 2);
    const actor = (role: Role) => ({ name: `${role}-name`, roles: [role], via: 'token' });
    const aNumber = expect.any(Number) as number;
    expect(told).toEqual([
      { operation: 'POST /things', actor: actor('operator'), requestId: 'r-1', status: 201, tookMs: aNumber },
      {
        operation: 'GET /who',
        actor: actor('reader'),
        requestId: expect.any(String) as string,
        status: 200,
        tookMs: aNumber,
      },
    ]);
  });
});
