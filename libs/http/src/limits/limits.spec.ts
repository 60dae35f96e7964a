import { Controller, Get } from '@nestjs/common';
import { readTokens } from '#access';
import { Public } from '../access/decorators';
import { problem, serve, type Served } from '../http.fixture';
import { BoundedCounts } from './bounded-counts';

@Controller()
class Pages {
  @Get('health/live')
  @Public()
  live(): object {
    return {};
  }

  @Get('things')
  things(): object {
    return {};
  }

  @Get('open')
  @Public()
  open(): object {
    return {};
  }
}

describe('requests within a minute', () => {
  let served: Served;
  const tokens = readTokens(['ada:reader:ada-token-0123456789', 'bob:reader:bob-token-0123456789']) ?? [];
  const as = (name: string) => ({ authorization: `Bearer ${name}-token-0123456789` });
  const status = async (path: string, headers = {}) => (await served.ask('GET', path, headers)).status;
  beforeEach(async () => {
    served = await serve({ controllers: [Pages], access: { tokens, oidc: null }, requestsPerMinute: 3 });
  });
  afterEach(() => served.close());

  it('are counted for each actor, over all pages', async () => {
    expect(await status('/things', as('ada'))).toBe(200);
    expect(await status('/things', as('ada'))).toBe(200);
    expect(await status('/things', as('ada'))).toBe(200);
    const refused = await served.ask('GET', '/things', as('ada'));
    expect(problem(refused)).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(await status('/things', as('bob'))).toBe(200);
  });

  it('are counted for an address where nobody is known to ask, whatever token is tried', async () => {
    const tries = [await status('/open'), await status('/things'), await status('/things', as('eve'))];
    expect(tries).toEqual([200, 401, 401]);
    expect([await status('/open'), await status('/things', as('eva'))]).toEqual([429, 429]);
    expect(await status('/things', as('ada'))).toBe(200);
  });

  it('are not counted on the health pages', async () => {
    for (let count = 0; count < 10; count++) expect(await status('/health/live')).toBe(200);
  });
});

describe('the counts', () => {
  it('start from zero when their minute is over', async () => {
    let now = 0;
    const counts = new BoundedCounts(10, () => now);
    const hit = () => counts.increment('ada', 1_000, 2);
    await hit();
    await hit();
    await expect(hit()).resolves.toMatchObject({ totalHits: 3, isBlocked: true, timeToBlockExpire: 1 });
    now = 999;
    await expect(hit()).resolves.toMatchObject({ isBlocked: true });
    now = 1_000;
    await expect(hit()).resolves.toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it('are of so many clients at once, those heard of last', async () => {
    const counts = new BoundedCounts(2, () => 0);
    const hits = async (client: string) => (await counts.increment(client, 1_000, 9)).totalHits;
    expect([await hits('a'), await hits('b'), await hits('a'), await hits('c')]).toEqual([1, 1, 2, 1]);
    expect([await hits('a'), await hits('b')]).toEqual([3, 1]);
  });
});
