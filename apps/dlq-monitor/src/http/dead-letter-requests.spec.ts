import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { problem, serve, type Served } from '../../../../libs/http/src/http.fixture';
import { BulkDecisionBody, choiceOf, DeadLetterPath, DeadLettersQuery, DecisionBody } from './dead-letter-requests';

/** Answers what was read. */
@Controller()
class Echo {
  @Get()
  list(@Query() query: DeadLettersQuery) {
    return query;
  }

  @Get('one/:id')
  one(@Param() { id }: DeadLetterPath) {
    return { id };
  }

  @Post('one')
  @HttpCode(200)
  decide(@Body() body: DecisionBody) {
    return body;
  }

  @Post('many')
  @HttpCode(200)
  decideMany(@Body() body: BulkDecisionBody) {
    return choiceOf(body);
  }
}

let served: Served;
beforeAll(async () => {
  served = await serve({ controllers: [Echo] });
});
afterAll(() => served.close());

const get = (path: string) => served.ask('GET', path);
const post = (path: string, body: string) => served.ask('POST', path, { 'content-type': 'application/json' }, body);

describe('the parameters of a URL', () => {
  it.each([
    ['', {}],
    ['?', {}],
    ['?limit=7&', { limit: 7 }],
    ['?limit=007', { limit: 7 }],
    ['?topic=a.b-c_D1&status=resolved', { topic: 'a.b-c_D1', status: 'resolved' }],
    ['?code=a%3Db%26c+d', { code: 'a=b&c d' }],
    ['?correlation_id=%F0%9F%92%8C', { correlation_id: '💌' }],
    ['?code=a=b', { code: 'a=b' }],
  ])('of %s are read', async (query, expected) => {
    const { status, body } = await get(`/${query}`);
    expect([status, JSON.parse(body)]).toEqual([200, expected]);
  });

  it.each([
    ['?topc=x', 'unknown_parameter', 'topc'],
    ['?access_token=x', 'unknown_parameter', 'access_token'],
    ['?before=7', 'unknown_parameter', 'before'],
    ['?constructor=x', 'unknown_parameter', 'constructor'],
    ['?prototype=x', 'unknown_parameter', 'prototype'],
    ['?hasOwnProperty=x', 'unknown_parameter', 'hasOwnProperty'],
    ['?__proto__=x', 'unknown_parameter', '__proto__'],
    ['?topic[]=x', 'unknown_parameter', 'topic[]'],
    ['?Topic=x', 'unknown_parameter', 'Topic'],
    ['?=x', 'unknown_parameter', ''],
    ['?topic=a&topic=a', 'repeated_parameter', 'topic'],
    ['?topic', 'invalid_parameter', 'topic'],
    ['?topic=', 'invalid_parameter', 'topic'],
    ['?topic=%00', 'invalid_parameter', 'topic'],
    ['?topic=a%20b', 'invalid_parameter', 'topic'],
    ['?topic=a%0A', 'invalid_parameter', 'topic'],
    [`?topic=${'a'.repeat(250)}`, 'invalid_parameter', 'topic'],
    ['?code=%00', 'invalid_parameter', 'code'],
    ['?code=a%ED%A0%80', 'invalid_parameter', 'code'],
    ['?code=%FF', 'invalid_parameter', 'code'],
    ['?code=%', 'invalid_parameter', 'code'],
    ['?code=+', 'invalid_parameter', 'code'],
    [`?code=${'a'.repeat(201)}`, 'invalid_parameter', 'code'],
    [`?correlation_id=${'a'.repeat(1_025)}`, 'invalid_parameter', 'correlation_id'],
    ['?status=closed', 'invalid_parameter', 'status'],
    ['?limit=0', 'invalid_parameter', 'limit'],
    ['?limit=-1', 'invalid_parameter', 'limit'],
    ['?limit=101', 'invalid_parameter', 'limit'],
    ['?limit=abc', 'invalid_parameter', 'limit'],
    ['?limit=1.5', 'invalid_parameter', 'limit'],
    ['?limit=1e1', 'invalid_parameter', 'limit'],
    ['?limit=%EF%BC%91', 'invalid_parameter', 'limit'],
    ['?cursor=7', 'invalid_parameter', 'cursor'],
  ])('of %.40s are refused as %s with the name of it', async (query, code, parameter) => {
    expect(problem(await get(`/${query}`))).toMatchObject({ status: 400, code, parameter });
  });

  it('are told in one sentence', async () => {
    const detail = async (query: string) => problem(await get(`/${query}`))['detail'];
    await expect(detail('?limit=abc')).resolves.toBe('limit must be a whole number from 1 to 100.');
    await expect(detail('?x=1')).resolves.toMatch(/^There is no parameter "x"\. There are .*\blimit\b/);
  });

  it('that are part of the path are read as strictly', async () => {
    expect(JSON.parse((await get('/one/007')).body)).toEqual({ id: '7' });
    for (const id of ['-1', '1e3', '%00', '9'.repeat(19), '7%0A']) {
      expect(problem(await get(`/one/${id}`))).toMatchObject({ code: 'invalid_parameter', parameter: 'id' });
    }
  });
});

describe('a decision about one dead letter', () => {
  it('says why', async () => {
    const { status, body } = await post('/one', '{"reason":"resent by hand"}');
    expect([status, JSON.parse(body)]).toEqual([200, { reason: 'resent by hand' }]);
  });

  it.each([
    ['{}', 'reason', 'missing_field'],
    ['{"reason":"  "}', 'reason', 'invalid_field'],
    ['{"reason":5}', 'reason', 'invalid_field'],
    ['{"reason":null}', 'reason', 'invalid_field'],
    ['{"reason":["x"]}', 'reason', 'invalid_field'],
    ['{"reason":"a\\u0000"}', 'reason', 'invalid_field'],
    ['{"reason":"a\\uD800"}', 'reason', 'invalid_field'],
    [`{"reason":"${'a'.repeat(1_001)}"}`, 'reason', 'invalid_field'],
    ['{"reason":"x","ids":["1"]}', 'ids', 'unknown_field'],
    ['{"reason":"x","actor":"somebody else"}', 'actor', 'unknown_field'],
    ['{"reason":"x","__proto__":{}}', '__proto__', 'unknown_field'],
    ['{"reason":"x","constructor":{}}', 'constructor', 'unknown_field'],
    ['{"reason":"x","hasOwnProperty":1}', 'hasOwnProperty', 'unknown_field'],
  ])('refuses %.60s', async (body, field, code) => {
    expect(problem(await post('/one', body))).toMatchObject({ status: 400, code, field });
  });
});

describe('a decision about many', () => {
  const decide = (choice: object) => post('/many', JSON.stringify({ reason: 'fixed', ...choice }));

  it('names them', async () => {
    const { body } = await decide({ ids: ['1', '2', '1', '007'] });
    expect(JSON.parse(body)).toEqual({ ids: ['1', '2', '7'] });
  });

  it('or says what they have in common', async () => {
    const filter = { topic: 'a.dlq', code: 'invalid_json', correlation_id: 'c' };
    expect(JSON.parse((await decide({ filter })).body)).toEqual({ filter });
  });

  it.each([
    [{}, 'ids', 'missing_field'],
    [{ ids: ['1'], filter: { code: 'x' } }, 'ids', 'missing_field'],
    [{ ids: [] }, 'ids', 'invalid_field'],
    [{ ids: '1' }, 'ids', 'invalid_field'],
    [{ ids: null }, 'ids', 'invalid_field'],
    [{ ids: ['1', 'two'] }, 'ids', 'invalid_field'],
    [{ ids: [1] }, 'ids', 'invalid_field'],
    [{ ids: [['1']] }, 'ids', 'invalid_field'],
    [{ ids: Array.from({ length: 1_001 }, String) }, 'ids', 'invalid_field'],
    [{ filter: {} }, 'filter', 'invalid_field'],
    [{ filter: [] }, 'filter', 'invalid_field'],
    [{ filter: [{ code: 'x' }] }, 'filter', 'invalid_field'],
    [{ filter: null }, 'filter', 'invalid_field'],
    [{ filter: 'x' }, 'filter', 'invalid_field'],
    [{ filter: { state: 'open' } }, 'filter.state', 'unknown_field'],
    [{ filter: { status: 'closed' } }, 'filter.status', 'invalid_field'],
    [{ filter: { topic: 'a b' } }, 'filter.topic', 'invalid_field'],
    [{ filter: { code: 5 } }, 'filter.code', 'invalid_field'],
    [{ filter: { code: null } }, 'filter.code', 'invalid_field'],
  ])('refuses %.60j', async (choice, field, code) => {
    expect(problem(await decide(choice))).toMatchObject({ status: 400, code, field });
  });
});
