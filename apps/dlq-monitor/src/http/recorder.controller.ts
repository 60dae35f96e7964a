import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PresentedToken, RequestId, REVALIDATED } from '#http';
import { Recorder } from '../recorder';

/** What the recorder shows, at this address too: a page may ask only where it came from. Documented by the recorder. */
@Controller('api/v1')
@ApiExcludeController()
export class RecorderController {
  constructor(private readonly recorder: Recorder) {}

  @Get([
    'events',
    'events/:event_id',
    'traces/:correlation_id',
    'sessions/:id',
    'quality',
    'quality/:entity_id',
    'quality/:entity_id/history',
    'projections',
  ])
  @Header('Cache-Control', REVALIDATED)
  async forward(
    @Req() { originalUrl }: Request,
    @Query() _goesAlong: object,
    @PresentedToken() token: string | undefined,
    @RequestId() requestId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { status, type, body } = await this.recorder.get(originalUrl, token, requestId);
    response.status(status).type(type).send(body);
  }
}
