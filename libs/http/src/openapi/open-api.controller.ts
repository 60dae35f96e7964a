import { Controller, Get, Header } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Public } from '../access/decorators';
import { OpenApi } from './open-api';

@Controller()
export class OpenApiController {
  constructor(private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  @Public()
  @Header('Cache-Control', 'no-cache')
  document(): OpenAPIObject {
    return this.openApi.document();
  }
}
