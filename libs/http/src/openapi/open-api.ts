import { Inject, Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import { loadSwagger } from './documented';
import { nullableReferences } from './nullable-references';

const API = /^\/api\//;

const DESCRIPTION =
  'Every error is an `application/problem+json` with a stable `code`. `x-role` is the least role that may ask, `none` where everybody may: without it `reader`, and `operator` for what changes something.';

/** The OpenAPI document of what is served under /api, made from the controllers and their DTO classes when first asked for. */
@Injectable()
export class OpenApi {
  #app: INestApplication | undefined;
  #document: OpenAPIObject | undefined;

  constructor(@Inject(HTTP_OPTIONS) private readonly options: Pick<HttpOptions, 'title' | 'version'>) {}

  /** Once, before the app listens. */
  describe(app: INestApplication): void {
    this.#app = app;
  }

  document(): OpenAPIObject {
    this.#document ??= this.#build();
    return this.#document;
  }

  #build(): OpenAPIObject {
    if (this.#app === undefined) throw new Error('nobody has said which app to describe');
    const { DocumentBuilder, getSchemaPath, SwaggerModule } = loadSwagger();
    const { ProblemDto } = require('./problem.dto') as typeof import('./problem.dto');
    const { title, version } = this.options;
    const problem = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } };
    const config = new DocumentBuilder()
      .setTitle(title)
      .setVersion(version)
      .setDescription(DESCRIPTION)
      .addBearerAuth()
      .addSecurityRequirements('bearer')
      .addGlobalResponse({ status: 'default', description: 'The request was refused, or failed.', content: problem })
      .build();
    const document = SwaggerModule.createDocument(this.#app, config, { extraModels: [ProblemDto] });
    return nullableReferences({
      ...document,
      paths: Object.fromEntries(Object.entries(document.paths).filter(([path]) => API.test(path))),
    });
  }
}
