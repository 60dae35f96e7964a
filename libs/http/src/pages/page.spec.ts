import * as fc from 'fast-check';
import { Controller, Get, Header, Query } from '@nestjs/common';
import { problem, serve, type Served } from '../http.fixture';
import { Field } from '../validation/fields';
import { textKind } from '../validation/kinds';
import { cursorAt, numberPosition } from './cursor';
import { Page, pageOf, PageQuery } from './page';

class ThingsQuery extends PageQuery {
  @Field(textKind(10), { optional: true })
  kind?: string;
}

interface Thing {
  readonly id: number;
  readonly kind: string;
}

/** Newest first. */
let things: Thing[] = [];

@Controller('things')
class Things {
  @Get()
  @Header('Cache-Control', 'private, no-cache')
  list(@Query() query: ThingsQuery): Page<string> {
    const { filters, after, rows, toPage } = pageOf(query, numberPosition);
    const found = things
      .filter(({ kind }) => filters.kind === undefined || kind === filters.kind)
      .filter(({ id }) => after === undefined || id < Number(after))
      .slice(0, rows);
    return toPage(
      found,
      ({ id }) => String(id),
      ({ id }) => `thing ${id}`,
    );
  }
}

let served: Served;
beforeEach(async () => {
  things = Array.from({ length: 7 }, (_, index) => ({ id: 7 - index, kind: index % 2 === 0 ? 'odd' : 'even' }));
  served = await serve({ controllers: [Things] });
});
afterEach(() => served.close());

interface Listed {
  readonly items: readonly string[];
  readonly next: string | null;
}
const get = (path: string, headers = {}) => served.ask('GET', path, headers);
const list = async (path: string) => JSON.parse((await get(path)).body) as Listed;

describe('a list', () => {
  it('comes in pages, each with the cursor of the next and a link to it', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/things?limit=3&kind=odd';
    while (path !== undefined) {
      const { headers, body } = await get(path);
      const { items, next } = JSON.parse(body) as Listed;
      seen.push(...items);
      const link: string | undefined = /^<(.*)>; rel="next"$/.exec(String(headers.link))?.[1];
      expect(link === undefined).toBe(next === null);
      path = link;
    }
    expect(seen).toEqual(['thing 7', 'thing 5', 'thing 3', 'thing 1']);
  });

  it('has no next page where the last one is full', async () => {
    const { items, next } = await list('/things?limit=7');
    expect([items.length, next]).toEqual([7, null]);
  });

  it('is neither shifted nor repeated by what arrives and goes meanwhile', async () => {
    const first = await list('/things?limit=3');
    things = [{ id: 9, kind: 'odd' }, { id: 8, kind: 'even' }, ...things.filter(({ id }) => id !== 5)];
    const second = await list(`/things?limit=3&cursor=${first.next}`);
    expect(second.items).toEqual(['thing 4', 'thing 3', 'thing 2']);
  });

  it('has cursors that cannot be made up, changed or used with other filters', async () => {
    const { next } = await list('/things?limit=3&kind=odd');
    const [place = '', sum = ''] = (next ?? '').split('.');
    const other = Buffer.from('999').toString('base64url');
    const bad = [`${other}.${sum}`, `${place}=.${sum}`, `${place}.`, place, `${place}.${sum}x`, `.${sum}`];
    for (const cursor of bad) {
      const refused = problem(await get(`/things?limit=3&kind=odd&cursor=${encodeURIComponent(cursor)}`));
      expect(refused).toMatchObject({ status: 400, code: 'invalid_parameter', parameter: 'cursor' });
    }
    for (const filters of ['', '&kind=even']) {
      expect(problem(await get(`/things?cursor=${next}${filters}`))).toMatchObject({ code: 'invalid_parameter' });
    }
    expect((await get(`/things?cursor=${next}&kind=odd&limit=100`)).status).toBe(200);
  });

  it('refuses a cursor that somebody has made of anything but a place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.bigInt().map(String)), async (text) => {
        const answer = await get(`/things?cursor=${cursorAt(text, {})}`);
        const isPlace = /^\d+$/.test(text) && BigInt(text) < 2n ** 63n;
        if (isPlace) expect(answer.status).toBe(200);
        else expect(problem(answer)).toMatchObject({ status: 400, code: 'invalid_parameter', parameter: 'cursor' });
      }),
      { numRuns: 50 },
    );
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await get('/things');
    expect(headers).toMatchObject({
      etag: expect.stringMatching(/^W\//) as string,
      'cache-control': 'private, no-cache',
    });
    const again = await get('/things', { 'if-none-match': headers.etag });
    expect([again.status, again.body]).toEqual([304, '']);
    things = things.slice(1);
    expect((await get('/things', { 'if-none-match': headers.etag })).status).toBe(200);
  });
});
