import { All, Controller, Query, Redirect, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '#http';

/** Where dead letters were before there were versions. */
@Controller()
@ApiExcludeController()
export class OldPathController {
  @All(['dead-letters', 'dead-letters/*rest'])
  @Public()
  @Redirect('', 308)
  moved(@Req() { originalUrl }: Request, @Query() _goesAlong: object) {
    return { url: `/api/v1${originalUrl}` };
  }
}
