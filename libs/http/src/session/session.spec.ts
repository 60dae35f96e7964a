import { Controller, Get, Post } from '@nestjs/common';
import { readTokens, type Actor } from '#access';
import { CurrentActor, PresentedToken } from '../access/decorators';
import { problem, serve, type Served } from '../http.fixture';
import { SessionController } from './session.controller';

@Controller('things')
class Things {
  @Get()
  who(@CurrentActor() { name }: Actor, @PresentedToken() token?: string): object {
    return { name, token };
  }

  @Post()
  add(@CurrentActor() { name }: Actor): object {
    return { name };
  }
}

const TOKEN = 'operator-token-0123456789';
const JSON_TYPE = { 'content-type': 'application/json' };

let served: Served;
const start = async (tokens: readonly string[] = [`otto:operator:${TOKEN}`]) => {
  const access = { tokens: readTokens(tokens) ?? [], oidc: null };
  served = await serve({ controllers: [SessionController, Things], access });
};
afterEach(() => served.close());

const signIn = async (headers = {}, token = TOKEN) => {
  const sent = { ...JSON_TYPE, ...headers };
  const answer = await served.ask('POST', '/api/v1/session', sent, JSON.stringify({ token }));
  const [header = ''] = answer.headers['set-cookie'] ?? [];
  const { csrf_token: csrf } = JSON.parse(answer.body) as { readonly csrf_token?: string };
  return { answer, header, cookie: header.split(';')[0] ?? '', csrf: csrf ?? '' };
};

describe('a session', () => {
  it('stands for the token it was exchanged for, which its cookie does not hold', async () => {
    await start();
    const { answer, header, cookie } = await signIn();
    expect(JSON.parse(answer.body)).toMatchObject({ name: 'otto', roles: ['operator'], via: 'token' });
    expect(header).toMatch(/; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/);
    expect(header).not.toContain(TOKEN);
    const seen = await served.ask('GET', '/things', { cookie });
    expect([seen.status, JSON.parse(seen.body)]).toEqual([200, { name: 'otto', token: TOKEN }]);
  });

  it('changes something only with its own token against forgery', async () => {
    await start();
    const [one, other] = [await signIn(), await signIn()];
    const post = (headers: object) =>
      served.ask('POST', '/things', { ...JSON_TYPE, cookie: one.cookie, ...headers }, '{}');
    for (const headers of [{}, { 'x-csrf-token': '' }, { 'x-csrf-token': other.csrf }]) {
      expect(problem(await post(headers))).toMatchObject({ status: 403, code: 'csrf_token_needed' });
    }
    expect((await post({ 'x-csrf-token': one.csrf })).status).toBe(201);
  });

  it('ends where somebody signs out, and is none where it was made up or given twice', async () => {
    await start();
    const { cookie } = await signIn();
    for (const wrong of ['omninode_session=made-up', `${cookie}; ${cookie}`, 'omninode_session']) {
      expect(problem(await served.ask('GET', '/things', { cookie: wrong }))).toMatchObject({ code: 'missing_token' });
    }
    const ended = await served.ask('POST', '/api/v1/session/end', { ...JSON_TYPE, cookie }, '{}');
    expect(ended.headers['set-cookie']?.[0]).toMatch(/^omninode_session=; Path=\/; Max-Age=0;/);
    expect(problem(await served.ask('GET', '/things', { cookie }))).toMatchObject({ status: 401 });
  });

  it('gives way to a token that is sent', async () => {
    await start([`otto:operator:${TOKEN}`, 'rita:reader:reader-token-0123456789']);
    const { cookie } = await signIn();
    const authorization = 'Bearer reader-token-0123456789';
    expect(JSON.parse((await served.ask('GET', '/things', { cookie, authorization })).body)).toMatchObject({
      name: 'rita',
    });
    expect(problem(await served.ask('POST', '/things', { ...JSON_TYPE, cookie, authorization }, '{}'))).toMatchObject({
      code: 'role_needed',
    });
  });

  it('is not begun with a token that nobody gave out, or from another site', async () => {
    await start();
    const { answer } = await signIn({}, 'nobody-gave-this-out');
    expect(problem(answer)).toMatchObject({ status: 401, code: 'invalid_token' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(problem((await signIn({ 'sec-fetch-site': 'cross-site' })).answer)).toMatchObject({
      code: 'cross_site_request',
    });
  });

  it('is not needed where nothing is configured', async () => {
    await start([]);
    expect(problem((await signIn()).answer)).toMatchObject({ code: 'authentication_not_configured' });
    expect(JSON.parse((await served.ask('GET', '/api/v1/session')).body)).toMatchObject({
      name: 'local',
      roles: ['admin'],
      csrf_token: null,
    });
  });

  it('has a cookie for TLS only where it came over TLS', async () => {
    await start();
    expect((await signIn({ 'x-forwarded-proto': 'https' })).header).toMatch(/; Secure$/);
  });
});

describe('the log', () => {
  it('has every request that was allowed or refused, without tokens', async () => {
    await start();
    const { cookie } = await signIn();
    await signIn({}, 'nobody-gave-this-out');
    await served.ask('GET', '/things', { cookie });
    await served.ask('GET', '/things');
    const told = served.lines.map(({ message, facts }) => [message, facts['actor'], facts['code']]);
    expect(told).toEqual([
      ['signed in', 'otto', undefined],
      ['a sign-in was refused', undefined, 'invalid_token'],
      ['a request was allowed', 'otto', undefined],
      ['a request was refused', undefined, 'missing_token'],
    ]);
    expect(served.lines[2]?.facts).toMatchObject({ method: 'GET', path: '/things', role: 'reader', via: 'token' });
    expect(JSON.stringify(served.lines)).not.toContain(TOKEN);
  });
});
