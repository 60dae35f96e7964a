import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Public } from '../access/decorators';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import { OpenApi } from './open-api';

@Controller()
export class OpenApiController {
  constructor(
    private readonly openApi: OpenApi,
    @Inject(HTTP_OPTIONS) private readonly options: Pick<HttpOptions, 'title' | 'version'>,
  ) {}

  /** What is at the address of a worker without a site: where its pages are. */
  @Get()
  @Public()
  @Header('Cache-Control', 'no-cache')
  index(): object {
    const { title, version } = this.options;
    return { title, version, pages: { health: '/health', metrics: '/metrics', api: '/openapi.json' } };
  }

  @Get('openapi.json')
  @Public()
  @Header('Cache-Control', 'no-cache')
  document(): OpenAPIObject {
    return this.openApi.document();
  }
}
